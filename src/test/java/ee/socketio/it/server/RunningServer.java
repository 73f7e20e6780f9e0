package ee.socketio.it.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A new instance of a server in a process of its own; its log is {@code target/servers/<name>.log}. */
public final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LINES = 40;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final Path log;
    private final int port;
    private final Process process;
    private final Duration startTime;

    private RunningServer(Server server, List<File> wars) throws IOException, InterruptedException {
        Path folder = Servers.FOLDER.resolve(server.name());
        Servers.delete(folder);
        Files.createDirectories(folder);
        log = folder.resolveSibling(server.name() + ".log");
        port = Servers.freePort();
        Server.Launch launch = server.install(folder, port);
        Files.createDirectories(launch.drop());
        for (File war : wars) {
            Files.copy(war.toPath(), launch.drop().resolve(war.getName()));
        }
        long start = System.nanoTime();
        process = Servers.process(launch.command(), launch.environment(), log)
                .directory(folder.toFile())
                .start();
        try {
            for (File war : wars) {
                awaitAnswer(base(war.getName().replaceFirst("\\.war$", "")), start);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
        startTime = Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Installs and starts a server; returns when each WAR answers at its name.
     *
     * @throws IOException with the log when one does not within five minutes
     */
    public static RunningServer start(Server server, List<File> wars) throws IOException, InterruptedException {
        return new RunningServer(server, wars);
    }

    private void awaitAnswer(URI application, long start) throws IOException, InterruptedException {
        // Without the offer of HTTP/2, which Payara stumbles over while it starts.
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest handshake = HttpRequest.newBuilder(application.resolve("socket.io/?EIO=4&transport=polling"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String last = "nothing";
        while (process.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                int status = client.send(handshake, BodyHandlers.discarding()).statusCode();
                if (status == 200) {
                    return;
                }
                last = String.valueOf(status);
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
        throw new IOException(application + ": answers " + last + (process.isAlive() ? "" : ", the server has ended")
                + "; its log ends:\n" + endOfLog());
    }

    private String endOfLog() throws IOException {
        List<String> lines =
                Files.readString(log, StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** From the start of the process until all WARs answered. */
    public Duration startTime() {
        return startTime;
    }

    /** Where a WAR answers; ends with a slash. */
    public URI base(String context) {
        return URI.create("http://127.0.0.1:" + port + "/" + context + "/");
    }

    /** Ends the process and those it has started, by force if it takes longer than twenty seconds. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception tooSlow) {
            // It has had its time.
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
