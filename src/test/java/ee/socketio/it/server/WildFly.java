package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * WildFly with its default configuration, changed by {@code server-config/wildfly/socketio.cli}: {@code standalone.sh},
 * WARs in {@code deployments}.
 */
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
        Servers.run(
                List.of(
                        "sh",
                        home.resolve("bin/jboss-cli.sh").toString(),
                        "--file=" + Servers.CONFIGURATION.resolve("wildfly/socketio.cli")),
                List.of("JAVA_OPTS", "-Djboss.server.base.dir=" + folder),
                folder.resolve("cli.log"));
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

    /** It has no name among others and makes itself a certificate, as long as nobody does that. */
    @Override
    public Pattern ownProblem() {
        return Pattern.compile("WFLYTX0013|WFLYELY00023|WFLYELY01084|called by org\\.wildfly\\.");
    }
}
