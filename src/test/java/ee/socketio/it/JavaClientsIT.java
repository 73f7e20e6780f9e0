package ee.socketio.it;

import static ee.socketio.it.JavaClient.parse;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official client for Java and Android, 1.0 and 2.1, which is nobody's JavaScript. */
class JavaClientsIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.fileWithBeans());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @CsvSource({"1,websocket", "1,polling", "1,upgrade", "2,websocket", "2,polling", "2,upgrade"})
    void tutorialWorks(String version, String transport) {
        try (JavaClient client =
                JavaClient.connect(server.base(), version, transport, "/dcenter", "my_response", "dcenter")) {
            assertThat(client.call("my_event", client.object("{\"data\":\"hello\"}")))
                    .isEmpty();
            assertThat(client.call("my_event", client.object("{\"data\":\"你好 😀\"}")))
                    .isEmpty();
            PollingPeer.exchange(HttpRequest.newBuilder(server.base().resolve("push")));

            assertThat(client.awaitNamed("dcenter")).containsExactly(List.of(parse("{\"data\":\"test message!\"}")));
            assertThat(client.awaitNamed("my_response"))
                    .containsExactly(
                            List.of(parse("{\"data\":\"hello\",\"count\":1}")),
                            List.of(parse("{\"data\":\"你好 😀\",\"count\":1}")));
            assertThat(client.transport()).isEqualTo(transport.equals("polling") ? "polling" : "websocket");
            assertThat(client.disconnects()).isEmpty();
        }
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @CsvSource({"1,websocket", "1,polling", "1,upgrade", "2,websocket", "2,polling", "2,upgrade"})
    void attachmentsComeBackAsTheyWere(String version, String transport) {
        byte[] large = new byte[100_000];
        Arrays.fill(large, (byte) 7);
        try (JavaClient client = JavaClient.connect(server.base(), version, transport, "/conformance", "binary")) {
            List<JsonValue> ack = client.call(
                    "binary",
                    new byte[] {0, 1, 2, (byte) 253, (byte) 254, (byte) 255},
                    client.with(
                            client.object("{\"name\":\"picture\"}"),
                            "content",
                            "four".getBytes(StandardCharsets.UTF_8)),
                    large);

            assertThat(ack)
                    .containsExactly(
                            parse("{\"bytes\":\"AAEC/f7/\"}"),
                            parse("{\"name\":\"picture\",\"content\":{\"bytes\":\"Zm91cg==\"}}"),
                            parse("{\"bytes\":\"" + Base64.getEncoder().encodeToString(large) + "\"}"));
            assertThat(client.awaitNamed("binary")).containsExactly(ack);
        }
    }
}
