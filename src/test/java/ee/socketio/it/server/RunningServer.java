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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A new instance of a server in a process of its own; its log is {@code target/servers/<name>.log}. */
public final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LINES = 40;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private static final Pattern PROBLEM = Pattern.compile("\\b(WARN|WARNING|ERROR|SEVERE|FATAL)\\b|^\\s+at ");

    /** What the JDK adds to a line that names who has called what will not be there for ever. */
    private static final Pattern JDK = Pattern.compile("^WARNING: (?!.* has been called by )");

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]*m");

    private final Path log;
    private final int port;
    private final Server server;
    private final Server.Launch launch;
    private final Process process;
    private final Duration startTime;

    private RunningServer(Server server, List<File> wars, String javaOptions) throws IOException, InterruptedException {
        Path folder = Servers.FOLDER.resolve(server.name());
        Servers.delete(folder);
        Files.createDirectories(folder);
        log = folder.resolveSibling(server.name() + ".log");
        port = Servers.freePort();
        this.server = server;
        launch = server.install(folder, port);
        Files.createDirectories(launch.drop());
        for (File war : wars) {
            Files.createDirectories(place(war).getParent());
            Files.copy(war.toPath(), place(war));
        }
        long start = System.nanoTime();
        ProcessBuilder builder =
                Servers.process(launch.command(), launch.environment(), log).directory(folder.toFile());
        builder.environment().put("JAVA_TOOL_OPTIONS", javaOptions);
        process = builder.start();
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
        return new RunningServer(server, wars, "");
    }

    /** As {@link #start}, without WARs, in a virtual machine that keeps nothing that is softly reachable. */
    public static RunningServer startForgetful(Server server) throws IOException, InterruptedException {
        return new RunningServer(server, List.of(), "-XX:SoftRefLRUPolicyMSPerMB=0");
    }

    private Path place(File war) {
        return server.place(launch, war.getName());
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

    /** Warnings, errors and stack traces in its log, without {@linkplain Server#ownProblem the server's own}. */
    public List<String> problems() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(line -> COLOUR.matcher(line).replaceAll(""))
                    .filter(line -> PROBLEM.matcher(line).find())
                    .filter(line -> !JDK.matcher(line).find())
                    .filter(line -> !server.ownProblem().matcher(line).find())
                    .toList();
        }
    }

    /** Has the running server deploy one more WAR; returns when that answers. */
    public void deploy(File war) throws IOException, InterruptedException {
        // A server may look at the folder at any time, and is to see the whole file.
        Path whole = Files.copy(war.toPath(), folder().resolve(war.getName()), StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, place(war));
        awaitStatus(200, base(context(war)), System.nanoTime());
    }

    /** Takes a WAR away again; returns when nothing answers there. */
    public void undeploy(File war) throws IOException, InterruptedException {
        Files.delete(place(war));
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
        return launch.drop().getParent();
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
