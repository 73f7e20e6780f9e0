package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever handlers run on, the tutorial is the same, and the start line says what it is. */
class AsyncModesIT {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @ParameterizedTest
    @CsvSource({"pool,pool(3)", "direct,direct", "threading,pool(3)"})
    void tutorialWorksOnThisJava(String mode, String shown) {
        // What auto is there depends on the Java that runs this.
        assumeTrue(!mode.equals("threading") || Runtime.version().feature() < 21);
        assertTutorial(JAVA_HOME, mode, shown);
    }

    @ParameterizedTest
    @CsvSource({"virtual,virtual", "auto,virtual"})
    void tutorialWorksOnVirtualThreads(String mode, String shown) throws IOException {
        Optional<Path> newer = javaWithVirtualThreads();
        assumeTrue(newer.isPresent(), "no Java 21 or later beside " + JAVA_HOME);
        assertTutorial(newer.get(), mode, shown);
    }

    private static void assertTutorial(Path javaHome, String mode, String shown) {
        try (ServerProcess server = ServerProcess.executableWar(
                javaHome, Wars.file(), "--socketio.async-mode=" + mode, "--socketio.pool-size=3")) {
            server.awaitLine(0, line -> line.contains("async mode " + shown + ","), Duration.ofSeconds(1));
            if (mode.equals("threading")) {
                assertThat(server.logFrom(0))
                        .anyMatch(
                                line -> line.endsWith("SIO-0001 socketio.async-mode: \"threading\" is taken for auto"));
            }
            for (String transport : new String[] {"polling", "upgrade"}) {
                JsonObject seen =
                        NodeClient.of(server.base()).transport(transport).run("tutorial");

                assertThat(seen.get("acks")).hasToString("[[],[]]");
                assertThat(seen.get("events"))
                        .hasToString("[{\"event\":\"my_response\",\"args\":[{\"data\":\"hello\",\"count\":1}]},"
                                + "{\"event\":\"my_response\",\"args\":[{\"data\":\"你好\",\"count\":1}]},"
                                + "{\"event\":\"dcenter\",\"args\":[{\"data\":\"test message!\"}]}]");
            }
            assertThat(NodeClient.of(server.base()).run("missing-data").get("answered"))
                    .hasToString("[\"good\"]");
        }
    }

    /** This one, or one that is installed beside it. */
    private static Optional<Path> javaWithVirtualThreads() throws IOException {
        if (Runtime.version().feature() >= 21) {
            return Optional.of(JAVA_HOME);
        }
        try (Stream<Path> homes = Files.list(JAVA_HOME.toRealPath().getParent())) {
            return homes.filter(home -> feature(home) >= 21)
                    .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                    .findFirst();
        }
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
