package ee.socketio.it.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** A table of what came of the tests, a row for each server: printed at their end, and in {@code target/servers.md}. */
public final class Results implements BeforeAllCallback, TestWatcher, AutoCloseable {
    private static final Path FILE = Path.of("target/servers.md");

    private final List<Row> rows = new ArrayList<>();

    private static final class Row {
        private final Server server;
        private String start = "**does not start**";
        private int passed;
        private final List<String> failed = new ArrayList<>();

        Row(Server server) {
            this.server = server;
        }

        @Override
        public String toString() {
            return "| %s | %s | %d | %d | %d | %s |"
                    .formatted(
                            server.title(),
                            Jdk.ofServers().version(),
                            passed + failed.size(),
                            passed,
                            failed.size(),
                            start);
        }
    }

    /** Whatever follows is about this server. */
    public void begin(Server server) {
        rows.add(new Row(server));
    }

    /** It has started. */
    public void started(Duration time) {
        current().start = "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    private Row current() {
        return rows.get(rows.size() - 1);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // JUnit closes at its end what is stored there.
        context.getRoot().getStore(Namespace.create(Results.class)).put(this, this);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        current().passed++;
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        String type = context.getRequiredTestClass().getName();
        current()
                .failed
                .add(type.substring(type.indexOf('$') + 1) + "."
                        + context.getRequiredTestMethod().getName() + " " + context.getDisplayName());
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        testFailed(context, cause);
    }

    /** The end of all tests. */
    @Override
    public void close() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("| server | JDK | tests | passed | failed | start |", "|---|---|---|---|---|---|"));
        rows.forEach(row -> lines.add(row.toString()));
        for (Row row : rows) {
            if (!row.failed.isEmpty()) {
                lines.addAll(List.of("", row.server.title() + " fails:", ""));
                row.failed.forEach(test -> lines.add("- " + test));
            }
        }
        Files.write(FILE, lines, StandardCharsets.UTF_8);
        lines.forEach(System.out::println);
    }
}
