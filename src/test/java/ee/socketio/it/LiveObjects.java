package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What another Java process still holds after a full collection, as {@code jcmd} counts it. */
final class LiveObjects {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private LiveObjects() {}

    /** Waits until no instance of these classes is left; gives up after twenty seconds. */
    static void awaitNone(ServerProcess server, String... classes) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Map<String, Integer> left = count(server, classes);
        while (!left.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
            left = count(server, classes);
        }
        assertThat(left).as("instances that are still reachable").isEmpty();
    }

    /** The instances by class; classes without any are left out. */
    static Map<String, Integer> count(ServerProcess server, String... classes)
            throws IOException, InterruptedException {
        Map<String, Integer> all = rows(server)
                .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
                .collect(
                        Collectors.toMap(columns -> columns[3], columns -> Integer.parseInt(columns[1]), Integer::sum));
        all.keySet().retainAll(Set.of(classes));
        return all;
    }

    /** The bytes of all instances, by class. */
    static Map<String, Long> bytes(ServerProcess server) throws IOException, InterruptedException {
        return rows(server)
                .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
                .collect(Collectors.toMap(columns -> columns[3], columns -> Long.parseLong(columns[2]), Long::sum));
    }

    private static Stream<String[]> rows(ServerProcess server) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(server.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(histogram).isZero();
        return histogram.lines().map(line -> line.trim().split("\\s+"));
    }
}
