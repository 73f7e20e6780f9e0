package ee.socketio.it.server;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JDK by its folder. */
record Jdk(Path home) {

    /** The one that {@code -Dservers.jdk} says, or the one that runs the tests. */
    static Jdk ofServers() {
        return new Jdk(Path.of(System.getProperty("servers.jdk", System.getProperty("java.home"))));
    }

    String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    String version() {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release.getProperty("JAVA_VERSION").replace("\"", "");
    }

    int feature() {
        return Runtime.Version.parse(version()).feature();
    }
}
