package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The executable WAR with an application's beans in it. */
class ExecutableConformanceIT extends ConformanceScenarios {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.fileWithBeans());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What an application offers as beans. */
    @Test
    void beansTakePartInPollingAndInTheUpgrade() throws IOException {
        try (RawPeer polling = new RawPeer(server.base());
                RawPeer webSocket = new RawPeer(server.base())) {
            assertThat(polling.get("EIO=4&transport=polling").answer().headers())
                    .containsEntry("x-marked", "yes");
            RawPeer.Answer upgrade =
                    webSocket.upgrade("EIO=4&transport=websocket").answer();
            assertThat(upgrade.status()).isEqualTo(101);
            assertThat(upgrade.headers()).containsEntry("x-marked", "yes");
        }
    }

    @Test
    void beanDecidesOverHandshakes() throws IOException {
        try (RawPeer polling = new RawPeer(server.base());
                RawPeer webSocket = new RawPeer(server.base())) {
            assertThat(polling.get("EIO=4&transport=polling", "X-Name: thief")
                            .answer()
                            .body())
                    .isEqualTo("{\"code\":4,\"message\":\"not you\"}");
            assertThat(webSocket
                            .upgrade("EIO=4&transport=websocket", "X-Name: thief")
                            .answer()
                            .status())
                    .isEqualTo(403);
        }
    }

    /** The most specific handler has the event; the error handler's return value is the acknowledgement. */
    @Test
    void eventWithoutHandlerAndFailureAreAnsweredByThoseWhoTakeThem() {
        assertThat(NodeClient.of(base()).with("namespace", "/leftovers").runAll("leftovers"))
                .hasSize(9)
                .allSatisfy(cell -> {
                    assertThat(cell.get("known")).hasToString("[\"known 1\"]");
                    assertThat(cell.get("unknown")).hasToString("[\"unknown with 2\"]");
                    assertThat(cell.getJsonArray("failing").getString(0))
                            .isEqualTo("failing of \"too late\" failed: too late");
                    assertThat(cell.getBoolean("connected")).isTrue();
                });
    }

    /** The official server ends. */
    @Test
    void connectHandlerThatFailsRefusesAndTellsNothing() {
        assertThat(NodeClient.of(base()).with("namespace", "/broken").runAll("refused"))
                .hasSize(9)
                .allSatisfy(cell -> {
                    assertThat(cell.getJsonObject("error").getString("message")).isEqualTo("Internal server error");
                    assertThat(cell.getBoolean("wasConnected")).isFalse();
                    assertThat(cell.get("ackElsewhere")).hasToString("[]");
                });
    }

    @Override
    public URI base() {
        return server.base();
    }
}
