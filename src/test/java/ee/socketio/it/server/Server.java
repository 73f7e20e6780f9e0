package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A server that the WAR is for. */
public interface Server {
    /** What {@code -Dservers} calls it, its log and its folder. */
    String name();

    /** For people: the product and its version. */
    String title();

    /** The lowest version of Java that it runs on. */
    default int leastJava() {
        return 17;
    }

    /** The highest version of Java that it runs on. */
    default int mostJava() {
        return Integer.MAX_VALUE;
    }

    /** What is in the lines that it warns by whatever is deployed; nothing by default. */
    default Pattern ownProblem() {
        return Pattern.compile("(?!)");
    }

    /**
     * Makes a new instance of it, which nobody has used.
     *
     * @param folder the instance's own, empty
     * @param port where it is to listen
     */
    Launch install(Path folder, int port) throws IOException;

    /** The file that a WAR is to be for that instance to deploy it at the WAR's name. */
    default Path place(Launch launch, String war) {
        return launch.drop().resolve(war);
    }

    /**
     * How an instance is started and fed.
     *
     * @param drop the folder from which it deploys each WAR at the WAR's name
     * @param command the process that is the server, or is its parent
     * @param environment what it needs besides {@code JAVA_HOME}, as names and values in turn
     */
    record Launch(Path drop, List<String> command, List<String> environment) {
        Launch(Path drop, List<String> command) {
            this(drop, command, List.of());
        }
    }

    /**
     * Those that {@code -Dservers} names, separated by commas; by default all that run on the JDK they are to run on.
     *
     * @throws IllegalArgumentException when it names one that there is not
     */
    static List<Server> chosen() {
        List<Server> all = List.of(
                new Tomcat("10.1.59"),
                new Tomcat("11.0.24"),
                new PayaraMicro("6.2025.10"),
                GlassFish.payara("6.2025.10", 17),
                GlassFish.payara("7.2025.1", 21),
                new WildFly("39.0.1.Final"),
                new Jetty("12.0.31"),
                new OpenLiberty("26.0.0.3"),
                // Its Felix does not know JavaSE 25: "missing requirement ... osgi.ee".
                GlassFish.eclipse("7.0.21", 17, 24),
                GlassFish.eclipse("8.0.0", 21, Integer.MAX_VALUE));
        String names = System.getProperty("servers", "");
        if (names.isEmpty()) {
            int java = Jdk.ofServers().feature();
            return all.stream()
                    .filter(server -> server.leastJava() <= java && java <= server.mostJava())
                    .toList();
        }
        return Arrays.stream(names.split(","))
                .map(name -> all.stream()
                        .filter(server -> server.name().equals(name))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("-Dservers: \"" + name
                                + "\" (expected: some of "
                                + String.join(
                                        ",", all.stream().map(Server::name).toList()) + ")")))
                .toList();
    }
}
