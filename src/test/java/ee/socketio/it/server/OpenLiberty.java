package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Open Liberty with the features that the WAR needs: {@code server run}, WARs in {@code dropins}. */
record OpenLiberty(String version) implements Server {
    private static final String CONFIGURATION =
            """
            <server>
                <featureManager>
                    <feature>servlet-6.0</feature>
                    <feature>websocket-2.1</feature>
                    <feature>cdi-4.0</feature>
                    <feature>restfulWS-3.1</feature>
                    <feature>jsonb-3.0</feature>
                    <feature>concurrent-3.0</feature>
                </featureManager>
                <httpEndpoint id="defaultHttpEndpoint" httpPort="%d" httpsPort="-1"/>
            </server>
            """;

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
        Files.writeString(server.resolve("server.xml"), CONFIGURATION.formatted(port));
        return new Launch(
                server.resolve("dropins"),
                List.of("sh", home.resolve("bin/server").toString(), "run", "defaultServer"),
                List.of("WLP_USER_DIR", folder.toString()));
    }
}
