package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** GlassFish, and Payara Server, which comes from it: a domain of {@code asadmin}, WARs in {@code autodeploy}. */
record GlassFish(String product, Distribution distribution, int leastJava) implements Server {
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

    static GlassFish eclipse(String version, int leastJava) {
        return new GlassFish(
                "GlassFish", new Distribution("org.glassfish.main.distributions", "glassfish", version), leastJava);
    }

    static GlassFish payara(String version, int leastJava) {
        return new GlassFish(
                "Payara Server", new Distribution("fish.payara.distributions", "payara", version), leastJava);
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
        List<String> create = asadmin("create-domain");
        create.addAll(List.of("--nopassword", "--domaindir", folder.toString()));
        create.addAll(List.of("--instanceport", String.valueOf(port)));
        create.addAll(List.of("--adminport", String.valueOf(Servers.freePort())));
        create.addAll(List.of(
                "--domainproperties",
                OTHER_PORTS.stream()
                        .map(name -> name + "=" + Servers.freePort())
                        .collect(Collectors.joining(":"))));
        create.add(DOMAIN);
        Servers.run(create, List.of(), folder.resolve("create-domain.log"));
        List<String> start = asadmin("start-domain");
        start.addAll(List.of("--verbose", "--domaindir", folder.toString(), DOMAIN));
        return new Launch(folder.resolve(DOMAIN).resolve("autodeploy"), start);
    }

    private List<String> asadmin(String command) throws IOException {
        return Stream.of("sh", distribution.home().resolve("bin/asadmin").toString(), "--user", "admin", command)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
