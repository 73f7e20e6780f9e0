package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever handlers run on, the tutorial is the same, the start line says what it is, and one that blocks holds up
 * nobody.
 */
class AsyncModesIT {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private static File war;

    @BeforeAll
    static void pack() {
        war = Wars.file(BlockedHandler.archive("auto"));
    }

    /** This one, and one with virtual threads that is installed beside it. */
    static Stream<Path> javas() throws IOException {
        if (hasVirtualThreads(JAVA_HOME)) {
            return Stream.of(JAVA_HOME);
        }
        try (Stream<Path> homes = Files.list(JAVA_HOME.toRealPath().getParent())) {
            Stream<Path> newer = homes.filter(AsyncModesIT::hasVirtualThreads)
                    .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                    .limit(1);
            return Stream.concat(Stream.of(JAVA_HOME), newer).toList().stream();
        }
    }

    private static boolean hasVirtualThreads(Path home) {
        return feature(home) >= 21;
    }

    private static ServerProcess start(Path javaHome, String mode) {
        return ServerProcess.executableWar(javaHome, war, "--socketio.async-mode=" + mode);
    }

    private static void assertMode(ServerProcess server, String shown) {
        server.awaitLine(0, line -> line.contains("async mode " + shown + ","), Duration.ofSeconds(1));
    }

    @Test
    void poolHoldsUpNobody() throws IOException {
        try (ServerProcess server = start(JAVA_HOME, "pool")) {
            assertMode(server, "pool(3)");
            assertTutorial(server);
            assertThat(BlockedHandler.holdsUpNobody(server.base())).contains("socketio-handler-");
        }
    }

    @Test
    void directRunsHandlersWhereTheirEventsArrive() {
        try (ServerProcess server = start(JAVA_HOME, "direct")) {
            assertMode(server, "direct");
            assertTutorial(server);
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void autoTakesVirtualThreadsWhereThereAreSome(Path javaHome) throws IOException {
        boolean virtual = hasVirtualThreads(javaHome);
        try (ServerProcess server = start(javaHome, "threading")) {
            assertMode(server, virtual ? "virtual" : "pool(3)");
            assertThat(server.logFrom(0))
                    .anyMatch(line -> line.endsWith("SIO-0001 socketio.async-mode: \"threading\" is taken for auto"));
            assertTutorial(server);
            assertThat(BlockedHandler.holdsUpNobody(server.base()))
                    .contains(virtual ? "VirtualThread[" : "socketio-handler-");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void virtualThreadsAreTakenOrSaidToBeMissing(Path javaHome) {
        if (hasVirtualThreads(javaHome)) {
            try (ServerProcess server = start(javaHome, "virtual")) {
                assertMode(server, "virtual");
            }
        } else {
            assertThatThrownBy(() -> start(javaHome, "virtual"))
                    .hasMessageContaining("the server has ended")
                    .hasMessageContaining("socketio.async-mode: virtual needs Java 21");
        }
    }

    @Test
    void managedThreadsAreSaidToBeMissing() {
        assertThatThrownBy(() -> start(JAVA_HOME, "managed"))
                .hasMessageContaining("the server has ended")
                .hasMessageContaining(
                        "socketio.async-mode: managed needs a server with" + " java:comp/DefaultManagedThreadFactory");
    }

    private static void assertTutorial(ServerProcess server) {
        for (String transport : new String[] {"polling", "upgrade"}) {
            JsonObject seen = NodeClient.of(server.base()).transport(transport).run("tutorial");

            assertThat(seen.get("acks")).hasToString("[[],[]]");
            assertThat(seen.get("events"))
                    .hasToString("[{\"event\":\"my_response\",\"args\":[{\"data\":\"hello\",\"count\":1}]},"
                            + "{\"event\":\"my_response\",\"args\":[{\"data\":\"你好\",\"count\":1}]},"
                            + "{\"event\":\"dcenter\",\"args\":[{\"data\":\"test message!\"}]}]");
        }
        assertThat(NodeClient.of(server.base()).run("missing-data").get("answered"))
                .hasToString("[\"good\"]");
    }

    private static int feature(Path home) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException noJava) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replaceAll("^\"(\\d+).*", "$1");
        return Integer.parseInt(version);
    }
}
