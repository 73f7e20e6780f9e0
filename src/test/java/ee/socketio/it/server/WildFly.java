package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** WildFly with its default configuration: {@code standalone.sh}, WARs in {@code deployments}. */
record WildFly(String version) implements Server {

    @Override
    public String name() {
        return "wildfly";
    }

    @Override
    public String title() {
        return "WildFly " + version;
    }

    @Override
    public Launch install(Path folder, int port) throws IOException {
        Path home = new Distribution("org.wildfly", "wildfly-dist", version).home();
        Servers.copy(home.resolve("standalone"), folder);
        return new Launch(
                folder.resolve("deployments"),
                List.of(
                        "sh",
                        home.resolve("bin/standalone.sh").toString(),
                        "-Djboss.server.base.dir=" + folder,
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + Servers.freePort(),
                        "-Djboss.management.http.port=" + Servers.freePort()));
    }
}
