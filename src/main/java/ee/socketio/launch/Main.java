package ee.socketio.launch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The main class of the executable WAR.
 *
 * <p>Jars within a jar cannot be on a class path. The WAR is unpacked into a temporary folder, which is removed when
 * the process ends, and {@link Command} does the rest with three class loaders: the platform's, below it one with
 * Tomcat, and below that one with {@code Command} itself, and JSON for its Socket.IO namespaces. The web application becomes a sibling of the last one: it
 * must not find its own classes in its parent.
 */
public final class Main {
    private static final String SELF = "ee/socketio/launch/Main.class";

    private Main() {}

    /** Runs until the process is told to stop. Exit codes: 1 cannot start, 2 wrong options or settings. */
    public static void main(String[] args) throws Exception {
        Path war = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path home = Files.createTempDirectory("socketio-ee-");
        List<Closeable> running = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running, home), "socketio-ee-stop"));

        Path app = home.resolve("app");
        unpack(war, app);
        Path libraries = app.resolve("WEB-INF/launcher-lib");
        ClassLoader tomcat = new URLClassLoader(
                "tomcat", urls(libraries, "tomcat-*").toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        List<URL> own = new ArrayList<>(urls(app.resolve("WEB-INF/servlet-lib"), "{jakarta.json,parsson,yasson}*"));
        own.add(url(libraries.resolve("launcher.zip")));
        own.add(url(app.resolve("WEB-INF/classes")));
        ClassLoader loader = new URLClassLoader("launcher", own.toArray(URL[]::new), tomcat);
        Thread.currentThread().setContextClassLoader(loader);

        Object command = loader.loadClass("ee.socketio.launch.Command")
                .getConstructor(Path.class, List.class)
                .newInstance(home, List.of(args));
        running.add((Closeable) command);
        System.exit((Integer) ((Callable<?>) command).call());
    }

    private static void unpack(Path war, Path app) throws IOException {
        try (ZipFile zip = new ZipFile(war.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = app.resolve(entry.getName()).normalize();
                if (entry.isDirectory() || entry.getName().equals(SELF) || !target.startsWith(app)) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
    }

    private static List<URL> urls(Path folder, String glob) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                urls.add(url(file));
            }
        }
        return urls;
    }

    private static URL url(Path path) throws IOException {
        return path.toUri().toURL();
    }

    private static void end(List<Closeable> running, Path home) {
        try {
            for (Closeable part : running) {
                part.close();
            }
        } catch (IOException e) {
            System.err.println("socketio-ee: could not be stopped properly: " + e);
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("socketio-ee: could not remove " + home + ": " + e);
        }
    }
}
