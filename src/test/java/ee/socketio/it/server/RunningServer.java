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
import java.nio.file.StandardCopyOption;
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
    private final Path drop;
    private final Process process;
    private final Duration startTime;

    private RunningServer(Server server, List<File> wars) throws IOException, InterruptedException {
        Path folder = Servers.FOLDER.resolve(server.name());
        Servers.delete(folder);
        Files.createDirectories(folder);
        log = folder.resolveSibling(server.name() + ".log");
        port = Servers.freePort();
        Server.Launch launch = server.install(folder, port);
        drop = launch.drop();
        Files.createDirectories(drop);
        for (File war : wars) {
            Files.copy(war.toPath(), launch.drop().resolve(war.getName()));
        }
        long start = System.nanoTime();
        process = Servers.process(launch.command(), launch.environment(), log)
                .directory(folder.toFile())
                .start();
        try {
            if (wars.isEmpty()) {
                awaitStatus(404, base("nothing"), start);
            }
            for (File war : wars) {
                awaitStatus(200, base(context(war)), start);
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

    private static String context(File war) {
        return war.getName().replaceFirst("\\.war$", "");
    }

    private void awaitStatus(int wanted, URI application, long start) throws IOException, InterruptedException {
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
                if (status == wanted) {
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

    /** Has the running server deploy one more WAR; returns when that answers. */
    public void deploy(File war) throws IOException, InterruptedException {
        // A server may look at the folder at any time, and is to see the whole file.
        Path whole = Files.copy(war.toPath(), drop.resolveSibling(war.getName()), StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, drop.resolve(war.getName()));
        awaitStatus(200, base(context(war)), System.nanoTime());
    }

    /** Takes a WAR away again; returns when nothing answers there. */
    public void undeploy(File war) throws IOException, InterruptedException {
        Files.delete(drop.resolve(war.getName()));
        awaitStatus(404, base(context(war)), System.nanoTime());
    }

    /** The virtual machine that the server runs in. */
    public long pid() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .reduce((parent, child) -> child)
                .orElseThrow()
                .pid();
    }

    /** Where the server keeps what belongs to this instance. */
    public Path folder() {
        return drop.getParent();
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
