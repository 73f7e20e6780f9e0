package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the tutorial has no use for: with an application that has the events of {@link Conformance} and the namespace of
 * {@link Refusing}, and each of the clients 2, 3 and 4 over WebSocket, polling and from the one to the other.
 */
abstract class ConformanceScenarios {
    private static final int CELLS = 9;

    public abstract URI base();

    private NodeClient clients() {
        return NodeClient.of(base()).with("namespace", "/conformance");
    }

    @Test
    void returnValueIsTheAcknowledgement() {
        List<JsonObject> seen = clients()
                .with("event", "nothing,one,several,list,map,bytes,unknown")
                .runAll("acks");

        assertThat(seen).hasSize(CELLS).allSatisfy(cell -> {
            assertThat(cell.get("answers"))
                    .hasToString("{\"nothing\":[],\"one\":[\"x\"],\"several\":[\"one\",2],\"list\":[[\"a\",\"b\"]],"
                            + "\"map\":[{\"k\":\"x\"}],\"bytes\":[{\"bytes\":\"AQID\"}],\"unknown\":null}");
            assertThat(cell.getBoolean("connected")).isTrue();
        });
    }

    @Test
    void attachmentsComeBackAsTheyWere() {
        assertThat(clients().runAll("binary")).hasSize(CELLS).allSatisfy(cell -> {
            assertThat(cell.get("reply")).isEqualTo(cell.get("sent"));
            assertThat(cell.get("ack")).isEqualTo(cell.get("sent"));
        });
    }

    /**
     * mrniko/netty-socketio #570: a disconnect handler sees the rooms. socket.io #4067: who has gone joins no room any
     * more.
     */
    @Test
    void roomsAreJoinedLeftAndClosed() {
        assertThat(clients().runAll("rooms")).hasSize(CELLS).allSatisfy(cell -> {
            assertThat(cell.get("roomsOfA")).hasToString("[\"own id\",\"red\"]");
            assertThat(cell.get("afterJoin"))
                    .as("members, though a stranger spoke")
                    .hasToString("[\"a\",\"b\"]");
            assertThat(cell.get("afterLeave")).hasToString("[\"b\"]");
            assertThat(cell.get("afterClose")).hasToString("[]");
            assertThat(cell.get("connectedAfterClose")).hasToString("[\"a\",\"b\",\"stranger\"]");
            assertThat(cell.getInt("membersAfterDisconnect")).isZero();
            assertThat(cell.get("roomsLeft")).as("seen while disconnecting").hasToString("[\"red\"]");
            assertThat(cell.getInt("ghosts")).as("members, joined while gone").isZero();
        });
    }

    /** Each but once, whatever rooms it is in: {@code a} asks and is in red, {@code b} in red and blue, {@code c} in none. */
    @Test
    void eventReachesWhomItIsForOnce() {
        assertThat(clients().runAll("broadcast")).hasSize(CELLS).allSatisfy(cell -> {
            assertThat(cell.getString("everybody")).isEqualTo("abc");
            assertThat(cell.getString("others")).isEqualTo("bc");
            assertThat(cell.getString("exceptOneRoom")).isEqualTo("c");
            assertThat(cell.getString("exceptMany")).isEqualTo("a");
            assertThat(cell.getString("room")).isEqualTo("ab");
            assertThat(cell.getString("rooms")).isEqualTo("ab");
            assertThat(cell.getString("othersInARoom")).isEqualTo("b");
            assertThat(cell.getString("roomExceptRoom")).isEqualTo("a");
            assertThat(cell.getString("socket")).isEqualTo("c");
        });
    }

    @Test
    void refusalCarriesMessageAndData() {
        List<JsonObject> seen = clients().with("namespace", "/refusing").runAll("refused");

        assertThat(seen).hasSize(CELLS).allSatisfy(cell -> {
            JsonObject error = cell.getJsonObject("error");
            assertThat(error.get("data")).hasToString("{\"retry\":\"tomorrow\"}");
            // The older protocol revision sends the data in the place of the message.
            assertThat(error.get("message"))
                    .hasToString(cell.getString("client").equals("2") ? "null" : "\"not today\"");
            assertThat(cell.getBoolean("wasConnected")).isFalse();
            assertThat(cell.get("ackElsewhere")).hasToString("[]");
        });
    }

    @Test
    void credentialsReachTheConnectHandlerWhoseEventsFollowTheConnect() {
        assertThat(clients().runAll("auth")).hasSize(CELLS).allSatisfy(cell -> assertThat(cell.getJsonArray("seen"))
                .extracting(Object::toString)
                .containsExactly(welcomed("one"), welcomed("two"), welcomed("nobody")));
    }

    private static String welcomed(String token) {
        return "{\"order\":[\"connect\",\"welcome\"],\"welcome\":[\"%1$s\"],\"token\":\"%1$s\"}".formatted(token);
    }

    @Test
    void clientsAnswerIsWaitedForAsLongAsWasSaid() {
        assertThat(clients().runAll("questions")).hasSize(CELLS).allSatisfy(cell -> {
            assertThat(cell.getJsonObject("answer").getString("answer")).isEqualTo("hungry? yes");
            assertThat(cell.getJsonObject("timeout").getString("answer")).isEqualTo("none");
            assertThat(cell.getJsonObject("timeout").getInt("millis")).isBetween(1800, 2200);
            assertThat(cell.getJsonObject("left").getString("answer")).isEqualTo("none");
            assertThat(cell.getJsonObject("left").getInt("millis")).isLessThan(mostMillisForALeaver());
        });
    }

    /** How soon it is known that somebody who has left will not answer. */
    int mostMillisForALeaver() {
        return 1000;
    }

    @Test
    void bothSidesSayWhyTheyParted() {
        assertThat(clients().runAll("leaving")).hasSize(CELLS).allSatisfy(cell -> {
            assertParted(cell, "clientLeaves", "client namespace disconnect", "io client disconnect");
            assertParted(cell, "serverDisconnects", "server namespace disconnect", "io server disconnect");
            assertParted(cell, "serverCloses", "server namespace disconnect", "io server disconnect");
            assertParted(cell, "connectionEnds", "transport close", "forced close");
        });
    }

    private static void assertParted(JsonObject cell, String way, String server, String client) {
        JsonObject reasons = cell.getJsonObject(way);
        assertThat(reasons.getString("server")).as(way).isEqualTo(server);
        assertThat(reasons.getJsonArray("client").getValuesAs(JsonString::getString))
                .as(way)
                .containsExactly(client);
    }
}
