package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packets in MessagePack, for clients with {@code socket.io-msgpack-parser}, which goes with Socket.IO 3 and 4; and the
 * same scenarios on the official server, so that they are known to be right.
 */
class MsgpackIT {
    private static Map<String, ServerProcess> servers;

    @BeforeAll
    static void start() {
        servers = Map.of(
                "ours", ServerProcess.executableWar(Wars.fileWithBeans(), "--socketio.parser=msgpack"),
                "official", ServerProcess.reference("--parser", "msgpack"));
    }

    @AfterAll
    static void stop() {
        servers.values().forEach(ServerProcess::close);
    }

    static Stream<Arguments> cells() {
        return Stream.of("websocket", "polling", "upgrade")
                .flatMap(transport -> Stream.of(
                        Arguments.of("ours", "3", transport),
                        Arguments.of("ours", "4", transport),
                        Arguments.of("official", "4", transport)));
    }

    private static NodeClient client(String server, String client, String transport) {
        return NodeClient.of(servers.get(server).base())
                .client(client)
                .transport(transport)
                .with("parser", "msgpack");
    }

    @ParameterizedTest(name = "{0}, client {1} over {2}")
    @MethodSource("cells")
    void tutorialWorks(String server, String client, String transport) {
        JsonObject seen = client(server, client, transport).run("tutorial");

        assertThat(seen.get("acks")).hasToString("[[],[]]");
        assertThat(seen.get("events"))
                .hasToString("[{\"event\":\"my_response\",\"args\":[{\"data\":\"hello\",\"count\":1}]},"
                        + "{\"event\":\"my_response\",\"args\":[{\"data\":\"你好\",\"count\":1}]},"
                        + "{\"event\":\"dcenter\",\"args\":[{\"data\":\"test message!\"}]}]");
        assertThat(seen.getString("transport")).isEqualTo(transport.equals("polling") ? "polling" : "websocket");
    }

    @ParameterizedTest(name = "{0}, client {1} over {2}")
    @MethodSource("cells")
    void returnValueIsTheAcknowledgement(String server, String client, String transport) {
        JsonObject seen = client(server, client, transport)
                .with("namespace", "/conformance")
                .with("event", "nothing,one,several,list,map,bytes")
                .run("acks");

        assertThat(seen.get("answers"))
                .hasToString("{\"nothing\":[],\"one\":[\"x\"],\"several\":[\"one\",2],\"list\":[[\"a\",\"b\"]],"
                        + "\"map\":[{\"k\":\"x\"}],\"bytes\":[{\"bytes\":\"AQID\"}]}");
        assertThat(seen.getBoolean("connected")).isTrue();
    }

    @ParameterizedTest(name = "{0}, client {1} over {2}")
    @MethodSource("cells")
    void attachmentsComeBackAsTheyWere(String server, String client, String transport) {
        JsonObject seen = client(server, client, transport)
                .with("namespace", "/conformance")
                .run("binary");

        assertThat(seen.get("reply")).isEqualTo(seen.get("sent"));
        assertThat(seen.get("ack")).isEqualTo(seen.get("sent"));
    }

    @ParameterizedTest(name = "{0}, client {1} over {2}")
    @MethodSource("cells")
    void unknownNamespaceIsRefusedAndTheConnectionLives(String server, String client, String transport) {
        JsonObject seen = client(server, client, transport).run("refused");

        assertThat(seen.getJsonObject("error").getString("message")).isEqualTo("Invalid namespace");
        assertThat(seen.get("ackElsewhere")).hasToString("[]");
    }

    @Test
    void pageWorksWithTheScriptThatTheServerHandsOut() {
        JsonObject page = NodeClient.of(servers.get("ours").base())
                .with("served-script", "socket.io.msgpack.min.js")
                .visitPage();

        assertThat(page.getString("afterTwoPushes")).isEqualTo("test message!<br>test message!<br>");
        assertThat(page.getString("response")).isEqualTo("{\"data\":\"<b>Grüße, κόσμε</b>\",\"count\":1}");
        assertThat(page.getString("transport")).isEqualTo("websocket");
        assertThat(page.getJsonArray("errors")).isEmpty();
        assertThat(page.getJsonArray("foreignRequests")).isEmpty();
    }
}
