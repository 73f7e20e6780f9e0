package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jetty with the modules for servlets and WebSocket of Jakarta EE 10, WARs in {@code webapps}. */
record Jetty(String version) implements Server {
    private static final String MODULES = "server,http,ee10-deploy,ee10-annotations,ee10-websocket-jakarta,ee10-cdi";

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
        // With all on one command line Jetty 12.0.31 listens at 8080, whatever the port is set to.
        Servers.run(
                List.of(Jdk.ofServers().java(), "-jar", start, "jetty.base=" + folder, "--add-modules=" + MODULES),
                List.of(),
                folder.resolve("add-modules.log"));
        Files.createDirectory(folder.resolve("work"));
        return new Launch(
                folder.resolve("webapps"),
                List.of(Jdk.ofServers().java(), "-jar", start, "jetty.base=" + folder, "jetty.http.port=" + port));
    }
}
