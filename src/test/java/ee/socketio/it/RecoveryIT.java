package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connection state recovery with the real client, and on the wire. */
final class RecoveryIT {
    private static final String ON = "--socketio.connection-state-recovery=true";
    private static final String ALL = "[\"missed 1\",{\"bytes\":\"AQID\"},\"missed 2\",\"after\"]";

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.fileWithBeans(), ON);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonObject recovered(ServerProcess server, String transport, String before, String parser) {
        return NodeClient.of(server.base())
                .client("4")
                .transport(transport)
                .with("parser", parser)
                .with("namespace", "/conformance")
                .with("event", before)
                .run("recovery");
    }

    private static void assertRecovered(JsonObject seen) {
        assertThat(seen.getBoolean("recoveredAtFirst")).isFalse();
        assertThat(seen.getBoolean("recovered")).isTrue();
        assertThat(seen.getBoolean("sameId")).isTrue();
        assertThat(seen.get("heard")).hasToString(ALL);
        assertThat(seen.getBoolean("inRed")).isTrue();
    }

    /** socketio/socket.io#5538: not a single event may have come before. */
    @ParameterizedTest(name = "over {0}, having heard {1}")
    @CsvSource({
        "websocket, nothing",
        "websocket, said",
        "websocket, whispered",
        "polling, nothing",
        "polling, said",
        "polling, whispered",
        "upgrade, nothing"
    })
    void missedEventsArriveOnceAndInOrder(String transport, String before) {
        JsonObject seen = recovered(server, transport, before, "json");

        assertRecovered(seen);
        assertThat(seen.getJsonArray("heardBefore")).hasSize(before.equals("nothing") ? 0 : 1);
    }

    @Test
    void missedEventsArriveInMsgpack() {
        try (ServerProcess msgpack =
                ServerProcess.executableWar(Wars.fileWithBeans(), ON, "--socketio.parser=msgpack")) {
            assertRecovered(recovered(msgpack, "websocket", "said", "msgpack"));
        }
    }

    /** The scenario measures what it should: where the official server can, it does. */
    @Test
    void officialServerRecoversAfterAnEvent() {
        try (ServerProcess official = ServerProcess.reference("--recovery")) {
            assertRecovered(recovered(official, "websocket", "said", "json"));
        }
    }

    /** A poll is aborted, and a container that does not notice writes the event into nothing. */
    @Test
    void eventOfAnAbortedPollIsBroughtBack() throws IOException {
        PollingPeer speaker = PollingPeer.open(server.base());
        speaker.post("40/conformance,");
        speaker.poll(2);
        PollingPeer peer = PollingPeer.open(server.base());
        peer.post("40/conformance,");
        List<String> welcome = peer.poll(2);
        String connect = welcome.get(0);
        String offset = welcome.get(1).replaceFirst(".*,\"([^\"]*)\"]$", "$1");
        assertThat(connect).matches("40/conformance,\\{\"sid\":\"[\\w-]{20}\",\"pid\":\"[\\w-]{20}\"}");
        peer.post("42/conformance,0[\"join\",\"aborted\"]");
        assertThat(peer.poll()).isEqualTo("43/conformance,0[]");
        try (RawPeer aborted = new RawPeer(server.base())) {
            aborted.get("EIO=4&transport=polling&sid=" + peer.sid());
            aborted.abort();
        }
        speaker.post("42/conformance,1[\"say\",\"aborted\",\"lost\"]");
        assertThat(speaker.poll()).isEqualTo("43/conformance,1[]");

        PollingPeer again = PollingPeer.open(server.base());
        String pid = connect.substring(connect.indexOf("\"pid\""), connect.length() - 1);
        again.post("40/conformance,{" + pid + ",\"offset\":\"" + offset + "\"}");
        List<String> packets = again.poll(2);

        assertThat(packets.get(0)).matches("42/conformance,\\[\"said\",\"lost\",\"[\\w.-]+\"]");
        assertThat(packets.get(1)).isEqualTo(connect);
    }
}
