package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rooms, acknowledgements, attachments and refusals, with an application that has the events of {@link Conformance} and
 * the namespace of {@link Refusing}.
 */
abstract class ConformanceScenarios {

    abstract URI base();

    static Stream<Arguments> cells() {
        return TutorialScenarios.cells();
    }

    private NodeClient client(String client, String transport) {
        return NodeClient.of(base()).client(client).transport(transport).with("namespace", "/conformance");
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void returnValueIsTheAcknowledgement(String client, String transport) {
        JsonObject seen = client(client, transport)
                .with("event", "nothing,one,several,list,map,bytes,unknown")
                .run("acks");

        assertThat(seen.get("answers"))
                .hasToString("{\"nothing\":[],\"one\":[\"x\"],\"several\":[\"one\",2],\"list\":[[\"a\",\"b\"]],"
                        + "\"map\":[{\"k\":\"x\"}],\"bytes\":[{\"bytes\":\"AQID\"}],\"unknown\":null}");
        assertThat(seen.getBoolean("connected")).isTrue();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void attachmentsComeBackAsTheyWere(String client, String transport) {
        JsonObject seen = client(client, transport).run("binary");

        assertThat(seen.get("reply")).isEqualTo(seen.get("sent"));
        assertThat(seen.get("ack")).isEqualTo(seen.get("sent"));
    }

    /**
     * mrniko/netty-socketio #570: a disconnect handler sees the rooms. socket.io #4067: who has gone joins no room any
     * more.
     */
    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void roomsAreJoinedLeftAndClosed(String client, String transport) {
        JsonObject seen = client(client, transport).run("rooms");

        assertThat(seen.get("roomsOfA")).hasToString("[\"own id\",\"red\"]");
        assertThat(seen.get("afterJoin")).as("members, though a stranger spoke").hasToString("[\"a\",\"b\"]");
        assertThat(seen.get("afterLeave")).hasToString("[\"b\"]");
        assertThat(seen.get("afterClose")).hasToString("[]");
        assertThat(seen.get("connectedAfterClose")).hasToString("[\"a\",\"b\",\"stranger\"]");
        assertThat(seen.getInt("membersAfterDisconnect")).isZero();
        assertThat(seen.get("roomsOfTheLast")).as("seen while disconnecting").hasToString("[\"red\"]");
        assertThat(seen.getInt("ghosts")).as("members, joined while gone").isZero();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void refusalCarriesMessageAndData(String client, String transport) {
        JsonObject seen =
                client(client, transport).with("namespace", "/refusing").run("refused");

        JsonObject error = seen.getJsonObject("error");
        assertThat(error.get("data")).hasToString("{\"retry\":\"tomorrow\"}");
        // The older protocol revision sends the data in the place of the message.
        assertThat(error.get("message")).hasToString(client.equals("2") ? "null" : "\"not today\"");
        assertThat(seen.getBoolean("wasConnected")).isFalse();
        assertThat(seen.get("ackElsewhere")).hasToString("[]");
    }
}
