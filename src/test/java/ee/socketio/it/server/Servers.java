package ee.socketio.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Files, ports and processes of servers. */
final class Servers {
    /** Where everything about them is. */
    static final Path FOLDER = Path.of("target/servers").toAbsolutePath();

    /** What users are given to configure them by. */
    static final Path CONFIGURATION = Path.of("server-config").toAbsolutePath();

    private Servers() {}

    /** A port that nobody listens at. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProcessBuilder process(List<String> command, List<String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Path jdk = Jdk.ofServers().home();
        builder.environment().put("JAVA_HOME", jdk.toString());
        // Scripts of GlassFish and Payara look there first.
        builder.environment().put("AS_JAVA", jdk.toString());
        builder.environment().merge("PATH", jdk.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        // Maven's scripts set it for its own virtual machine.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        for (int i = 0; i < environment.size(); i += 2) {
            builder.environment().put(environment.get(i), environment.get(i + 1));
        }
        return builder;
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException with its output when it fails, or takes longer than ten minutes
     */
    static void run(List<String> command, List<String> environment, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        Process process = process(command, environment, log).start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + "\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Replaces texts in a file, in turn what is there and what is to be. */
    static void replace(Path file, String... texts) throws IOException {
        String content = Files.readString(file);
        for (int i = 0; i < texts.length; i += 2) {
            if (!content.contains(texts[i])) {
                throw new IOException(file + ": has no " + texts[i]);
            }
            content = content.replace(texts[i], texts[i + 1]);
        }
        Files.writeString(file, content);
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes a folder and all that is in it, if it exists. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path gone, IOException problem) throws IOException {
                Files.delete(gone);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
