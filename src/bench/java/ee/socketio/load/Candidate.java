package ee.socketio.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server to be measured.
 *
 * @param name as the table has it
 * @param command what starts it on a port
 */
record Candidate(String name, IntFunction<List<String>> command) {
    private static final long START_SECONDS = 60;

    static Candidate war(String name, Path war, List<String> jvmOptions) {
        return new Candidate(name, port -> {
            List<String> command = new java.util.ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            command.addAll(List.of("-jar", war.toString(), "--port", Integer.toString(port)));
            return command;
        });
    }

    static Candidate node(Path script) {
        return new Candidate("node", port -> List.of("node", script.toString(), Integer.toString(port)));
    }

    /** Starts it and waits until it accepts connections. */
    Running start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(command.apply(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Running running = new Running(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!running.accepts()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                running.close();
                throw new IOException(name + " did not start: " + String.join(" ", command.apply(port)));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return running;
    }

    /** A server that runs until it is closed. */
    record Running(Process process, InetSocketAddress address) implements AutoCloseable {
        private boolean accepts() {
            try (Socket socket = new Socket()) {
                socket.connect(address, 1000);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }
}
