package ee.socketio.it;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The real clients, 2.5, 3.0 and 4.8 over all transports, which connect again as often as they are cut off. */
final class FaithfulClients implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private FaithfulClients(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "faithful clients");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts them; there need not be a server yet. */
    static FaithfulClients of(URI base) {
        try {
            return new FaithfulClients(new ProcessBuilder("node", "faithful.mjs", "--url", base.toString())
                    .directory(Path.of("src/test/frontend").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(e.toString());
        }
    }

    /** Waits until all of them have been connected, and answered, that often. */
    void awaitConnected(int times) throws InterruptedException {
        String line = next();
        if (!line.equals(Integer.toString(times))) {
            throw new AssertionError("\"" + line + "\" (expected: all clients connected " + times + " times)");
        }
    }

    /** Has them leave; what each has seen. */
    List<JsonObject> leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return PollingPeer.json(next()).getJsonArray("clients").getValuesAs(JsonObject.class);
    }

    private String next() throws InterruptedException {
        String line = lines.poll(5, TimeUnit.MINUTES);
        return line == null ? "nothing for five minutes" : line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
