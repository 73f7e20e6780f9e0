package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.beans.Blocking;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The promise that a handler that blocks holds up neither other sockets nor the heartbeat and the sending of its own
 * connection, tried on a server whose heartbeats are short.
 */
final class BlockedHandler {
    /** More than a client lives that is not heard. */
    private static final int HEARTBEATS = 4;

    private BlockedHandler() {}

    /** The WAR with a handler that blocks. */
    static WebArchive archive(String mode) {
        return Wars.archive("blocking.war")
                .addClass(Blocking.class)
                .addAsResource(
                        new StringAsset("socketio.async-mode=" + mode + "\nsocketio.pool-size=3\n"
                                + "socketio.ping-interval=500ms\nsocketio.ping-timeout=1s\n"),
                        "META-INF/microprofile-config.properties");
    }

    /**
     * Blocks two of the handlers' threads, one for each transport, and frees them from a third.
     *
     * @return what the first says of its thread
     */
    static String holdsUpNobody(URI base) throws IOException {
        try (RawPeer websocket = new RawPeer(base)) {
            PollingPeer polling = PollingPeer.open(base);
            polling.post("40/blocking,");
            assertThat(polling.poll()).startsWith("40/blocking,");
            polling.post("42/blocking,0[\"block\"]");
            assertThat(polling.poll()).isEqualTo("42/blocking,[\"blocked\"]");
            assertThat(websocket.upgrade("EIO=4&transport=websocket").answer().status())
                    .isEqualTo(101);
            assertThat(websocket.frame()).startsWith("0{");
            assertThat(websocket.frame("40/blocking,").frame()).startsWith("40/blocking,");
            assertThat(websocket.frame("42/blocking,0[\"block\"]").frame()).isEqualTo("42/blocking,[\"blocked\"]");

            for (int i = 0; i < HEARTBEATS; i++) {
                assertThat(websocket.frame()).isEqualTo("2");
                websocket.frame("3");
                assertThat(polling.poll()).isEqualTo("2");
                assertThat(polling.post("3").body()).isEqualTo("ok");
            }
            PollingPeer other = PollingPeer.open(base);
            other.post("40/blocking,");
            assertThat(other.poll()).startsWith("40/blocking,");
            other.post("42/blocking,0[\"release\"]");
            assertThat(other.poll()).isEqualTo("43/blocking,0[]");

            assertThat(next(websocket)).isEqualTo("42/blocking,[\"released\"]");
            assertThat(next(websocket)).startsWith("43/blocking,0[\"").doesNotContain("in vain");
            List<String> packets = polling.poll(2);
            while (!packets.get(packets.size() - 1).startsWith("43")) {
                polling.post("3");
                packets = polling.poll(1);
            }
            return packets.get(packets.size() - 1);
        }
    }

    /** The next message; a heartbeat may come ahead of it. */
    private static String next(RawPeer websocket) throws IOException {
        String frame = websocket.frame();
        return frame.equals("2") ? websocket.frame("3").frame() : frame;
    }
}
