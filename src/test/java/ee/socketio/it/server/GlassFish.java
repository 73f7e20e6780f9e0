package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * GlassFish, and Payara Server, which comes from it: a domain of {@code asadmin}, changed by {@code
 * server-config/payara/socketio.asadmin}; WARs in {@code autodeploy}.
 */
record GlassFish(String product, Distribution distribution, int leastJava, int mostJava) implements Server {
    private static final String DOMAIN = "tried";

    /** Ports that each domain opens though nobody asks for it. */
    private static final List<String> OTHER_PORTS = List.of(
            "http.ssl.port",
            "jms.port",
            "domain.jmxPort",
            "orb.listener.port",
            "orb.ssl.port",
            "orb.mutualauth.port",
            "osgi.shell.telnet.port",
            "java.debugger.port");

    static GlassFish eclipse(String version, int leastJava, int mostJava) {
        return new GlassFish(
                "GlassFish",
                new Distribution("org.glassfish.main.distributions", "glassfish", version),
                leastJava,
                mostJava);
    }

    static GlassFish payara(String version, int leastJava) {
        return new GlassFish(
                "Payara Server",
                new Distribution("fish.payara.distributions", "payara", version),
                leastJava,
                Integer.MAX_VALUE);
    }

    @Override
    public String name() {
        String version = distribution.version();
        return distribution.artifactId() + "-" + version.substring(0, version.indexOf('.'));
    }

    @Override
    public String title() {
        return product + " " + distribution.version();
    }

    @Override
    public Launch install(Path folder, int port) throws IOException {
        String adminPort = String.valueOf(Servers.freePort());
        String otherPorts = OTHER_PORTS.stream()
                .map(name -> name + "=" + Servers.freePort())
                .collect(Collectors.joining(":"));
        String domains = folder.toString();
        String configuration =
                Servers.CONFIGURATION.resolve("payara/socketio.asadmin").toString();
        Path log = folder.resolve("asadmin.log");
        Servers.run(
                asadmin(
                        "create-domain",
                        "--nopassword",
                        "--domaindir",
                        domains,
                        "--domainproperties",
                        otherPorts,
                        "--instanceport",
                        String.valueOf(port),
                        "--adminport",
                        adminPort,
                        DOMAIN),
                List.of(),
                log);
        Servers.run(asadmin("start-domain", "--domaindir", domains, DOMAIN), List.of(), log);
        Servers.run(
                asadmin("--interactive=false", "--port", adminPort, "multimode", "--file", configuration),
                List.of(),
                log);
        Servers.run(asadmin("stop-domain", "--domaindir", domains, DOMAIN), List.of(), log);
        return new Launch(
                folder.resolve(DOMAIN).resolve("autodeploy"),
                asadmin("start-domain", "--verbose", "--domaindir", domains, DOMAIN));
    }

    private List<String> asadmin(String... arguments) throws IOException {
        return Stream.concat(
                        Stream.of(
                                "bash",
                                distribution.home().resolve("bin/asadmin").toString(),
                                "--user",
                                "admin"),
                        Stream.of(arguments))
                .toList();
    }

    /** GlassFish asks itself for permissions that nobody has given it, and Felix uses the JDK's internals. */
    @Override
    public Pattern ownProblem() {
        return Pattern.compile("\\|org\\.glassfish\\.security\\.services\\||called by org\\.apache\\.felix\\.");
    }
}
