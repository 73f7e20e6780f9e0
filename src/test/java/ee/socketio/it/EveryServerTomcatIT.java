package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.server.Distribution;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat from its zip by {@code server-config/tomcat/server.xml}, with the WAR at three paths, over HTTP and TLS. */
class EveryServerTomcatIT {
    private static final List<String> PATHS = List.of("/", "/app/", "/a/b/");

    @TempDir
    private static Path base;

    private static TestCertificate certificate;
    private static int http;
    private static int https;
    private static Process tomcat;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.create(base);
        http = freePort();
        https = freePort();
        Path home = new Distribution("org.apache.tomcat", "tomcat", "10.1.59").home();
        Path conf = Files.createDirectory(base.resolve("conf"));
        for (String file : List.of("catalina.properties", "context.xml", "logging.properties", "web.xml")) {
            Files.copy(home.resolve("conf").resolve(file), conf.resolve(file));
        }
        Files.copy(Path.of("server-config/tomcat/server.xml"), conf.resolve("server.xml"));
        Files.copy(certificate.chain(), conf.resolve("server.pem"));
        Files.copy(certificate.key(), conf.resolve("server.key"));
        Files.createDirectory(base.resolve("temp"));
        Path webapps = Files.createDirectory(base.resolve("webapps"));
        for (String name : List.of("ROOT", "app", "a#b")) {
            Files.copy(Wars.file().toPath(), webapps.resolve(name + ".war"));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", home.resolve("bin/catalina.sh").toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(new File("target/servers/tomcat-paths.log"));
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "CATALINA_HOME", home.toString(),
                        "CATALINA_BASE", base.toString(),
                        "CATALINA_OPTS", "-Dhttp.port=" + http + " -Dhttps.port=" + https));
        tomcat = builder.start();
        for (String path : PATHS) {
            awaitAnswer(at("http", http, path));
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        tomcat.destroy();
        if (!tomcat.waitFor(20, TimeUnit.SECONDS)) {
            tomcat.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app/", "/a/b/"})
    void tutorialWorksAtAnyContextPath(String path) {
        assertTutorialWorks(at("http", http, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b/"})
    void tutorialWorksOverTls(String path) {
        assertTutorialWorks(at("https", https, path));
    }

    @Test
    void pollsShareOneConnectionOfHttp2() throws Exception {
        MultiplexedPolls.assertServed(at("https", https, "/a/b/"), certificate);
    }

    private static void assertTutorialWorks(URI application) {
        assertThat(NodeClient.of(application).runAll("tutorial"))
                .hasSize(9)
                .allSatisfy(cell -> assertThat(cell.getJsonArray("events")).hasSizeGreaterThan(2));
    }

    private static URI at(String scheme, int port, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitAnswer(URI application) throws InterruptedException {
        HttpRequest push = HttpRequest.newBuilder(application.resolve("push")).build();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                if (HttpClient.newHttpClient()
                                .send(push, BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Its port is opened last.
            }
            assertThat(System.nanoTime() - end)
                    .as("nothing answers at %s", application)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
