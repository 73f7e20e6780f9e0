package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jetty with the modules of {@code server-config/jetty/socketio.ini}, WARs in {@code webapps}. */
record Jetty(String version) implements Server {

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public String title() {
        return "Jetty " + version;
    }

    @Override
    public Launch install(Path folder, int port) throws IOException {
        Path home = new Distribution("org.eclipse.jetty", "jetty-home", version).home();
        String start = home.resolve("start.jar").toString();
        Files.copy(
                Servers.CONFIGURATION.resolve("jetty/socketio.ini"),
                Files.createDirectory(folder.resolve("start.d")).resolve("socketio.ini"));
        Files.createDirectory(folder.resolve("work"));
        return new Launch(
                folder.resolve("webapps"),
                List.of(Jdk.ofServers().java(), "-jar", start, "jetty.base=" + folder, "jetty.http.port=" + port));
    }
}
