package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar socketio-ee.war --tls-certificate … --tls-key …}, with HTTP/2 for polling. */
class TlsIT {
    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        certificate = TestCertificate.create(folder);
        server = start(certificate.chain(), certificate.key());
    }

    private static ServerProcess start(Path chain, Path key) {
        return ServerProcess.executableWar(
                Wars.file(), "--tls-certificate", chain.toString(), "--tls-key", key.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void allClientsWorkOverAllTransports() {
        assertThat(server.base()).hasScheme("https");
        assertThat(NodeClient.of(server.base()).runAll("tutorial"))
                .hasSize(9)
                .allSatisfy(cell -> assertThat(cell.getJsonArray("events")).hasSizeGreaterThan(2));
    }

    @Test
    void pollsShareOneConnectionOfHttp2() throws Exception {
        MultiplexedPolls.assertServed(server.base(), certificate);
    }

    /** Tomcat gives up on a stream of HTTP/2 that is silent for 20 seconds; heartbeats come every 25. */
    @Test
    void pollOverHttp2WaitsForTheHeartbeat() {
        HttpClient http =
                HttpClient.newBuilder().sslContext(certificate.trusting()).build();
        PollingPeer client = PollingPeer.open(http, server.base());

        assertThat(client.poll(Duration.ofSeconds(40))).isEqualTo("2");
    }
}
