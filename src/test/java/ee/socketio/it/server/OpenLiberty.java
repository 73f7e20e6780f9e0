package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Open Liberty: {@code server run}, by {@code server-config/liberty/server.xml}, which has the WAR from {@code apps};
 * others in {@code dropins}.
 */
record OpenLiberty(String version) implements Server {
    private static final String APPLICATION = "socketio-ee";

    @Override
    public String name() {
        return "liberty";
    }

    @Override
    public String title() {
        return "Open Liberty " + version;
    }

    @Override
    public Launch install(Path folder, int port) throws IOException {
        Path home = new Distribution("io.openliberty", "openliberty-runtime", version).home();
        Path server = Files.createDirectories(folder.resolve("servers/defaultServer"));
        Files.copy(Servers.CONFIGURATION.resolve("liberty/server.xml"), server.resolve("server.xml"));
        Files.write(
                server.resolve("bootstrap.properties"), List.of("http.port=" + port, "context.root=/" + APPLICATION));
        return new Launch(
                server.resolve("dropins"),
                List.of("sh", home.resolve("bin/server").toString(), "run", "defaultServer"),
                List.of("WLP_USER_DIR", folder.toString()));
    }

    @Override
    public Path place(Launch launch, String war) {
        return war.equals(APPLICATION + ".war")
                ? launch.drop().resolveSibling("apps").resolve(war)
                : launch.drop().resolve(war);
    }
}
