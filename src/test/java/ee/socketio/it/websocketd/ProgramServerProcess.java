package ee.socketio.it.websocketd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server in a process of its own, with its standard output and standard error in files. */
final class ProgramServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Process process;
    private final int port;
    private final Path output;
    private final Path errors;

    private ProgramServerProcess(Process process, int port, Path output, Path errors) {
        this.process = process;
        this.port = port;
        this.output = output;
        this.errors = errors;
    }

    /** Starts it on a free port, and waits until it listens there. */
    static ProgramServerProcess start(List<String> server, Map<String, String> environment, List<String> arguments)
            throws IOException {
        int port = freePort();
        List<String> withPort = new ArrayList<>(List.of("--port=" + port));
        withPort.addAll(arguments);
        return awaitStart(launch(server, environment, port, withPort), () -> listens(port));
    }

    /** Starts it on a Unix socket. */
    static ProgramServerProcess start(List<String> server, Path unixSocket, List<String> arguments) throws IOException {
        List<String> withSocket = new ArrayList<>(List.of("--unixsocket=" + unixSocket));
        withSocket.addAll(arguments);
        return awaitStart(launch(server, Map.of(), 0, withSocket), () -> listens(unixSocket));
    }

    private static ProgramServerProcess awaitStart(ProgramServerProcess started, BooleanSupplier listens)
            throws IOException {
        await(START, "listening", () -> listens.getAsBoolean() || !started.process.isAlive());
        if (!started.process.isAlive()) {
            throw new AssertionError(started.output() + started.errors());
        }
        return started;
    }

    /** Starts it with just these arguments, and waits until it has ended. */
    static ProgramServerProcess run(List<String> server, List<String> arguments) throws Exception {
        ProgramServerProcess run = launch(server, Map.of(), 0, arguments);
        if (!run.process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            run.close();
            throw new AssertionError("has not ended: " + arguments);
        }
        return run;
    }

    private static ProgramServerProcess launch(
            List<String> server, Map<String, String> environment, int port, List<String> arguments) throws IOException {
        Path output = Files.createTempFile("websocketd", ".out");
        Path errors = Files.createTempFile("websocketd", ".err");
        List<String> command = new ArrayList<>(server);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new ProgramServerProcess(builder.start(), port, output, errors);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether somebody listens there. */
    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(Path unixSocket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(unixSocket))) {
            return channel.isConnected();
        } catch (SocketException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    int exitCode() {
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until its output contains a text. */
    void awaitOutput(String text) {
        await(PATIENCE, "output: " + text, () -> {
            try {
                return output().contains(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Waits for something that has to become true. */
    static void await(Duration patience, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(output);
        Files.delete(errors);
    }
}
