package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.beans.Blocking;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The promise that a handler that blocks holds up neither other sockets nor the heartbeat and the sending of its own
 * connection, tried on a server whose heartbeats are short.
 */
final class BlockedHandler {
    /** Each of them follows the answer to the one before. */
    private static final int HEARTBEATS = 4;

    private BlockedHandler() {}

    /** The WAR with a handler that blocks. */
    static WebArchive archive(String mode) {
        return Wars.archive("blocking.war")
                .addClass(Blocking.class)
                .addAsResource(
                        new StringAsset("socketio.async-mode=" + mode + "\nsocketio.pool-size=3\n"
                                + "socketio.ping-interval=500ms\n"),
                        "META-INF/microprofile-config.properties");
    }

    /** A client that answers each heartbeat. */
    private abstract static class Client {
        private int heartbeats;

        abstract void send(String packet) throws IOException;

        abstract String packet() throws IOException;

        /** The next packet that is no heartbeat. */
        String message() throws IOException {
            String packet = packet();
            while (packet.equals("2")) {
                heartbeats++;
                send("3");
                packet = packet();
            }
            return packet;
        }

        /** Returns when that many heartbeats have come since the beginning, and nothing else meanwhile. */
        void lives(int wanted) throws IOException {
            while (heartbeats < wanted) {
                assertThat(packet()).isEqualTo("2");
                heartbeats++;
                send("3");
            }
        }

        Client joins() throws IOException {
            send("40/blocking,");
            assertThat(message()).startsWith("40/blocking,");
            return this;
        }

        Client blocks() throws IOException {
            joins().send("42/blocking,0[\"block\"]");
            assertThat(message()).isEqualTo("42/blocking,[\"blocked\"]");
            return this;
        }

        /** What the handler says of its thread. */
        String isReleased() throws IOException {
            assertThat(message()).isEqualTo("42/blocking,[\"released\"]");
            String answer = message();
            assertThat(answer).startsWith("43/blocking,0[\"").doesNotContain("in vain");
            return answer;
        }
    }

    private static final class Polling extends Client {
        private final PollingPeer peer;
        private final Queue<String> packets = new ArrayDeque<>();

        Polling(URI base) {
            peer = PollingPeer.open(base);
        }

        @Override
        void send(String packet) {
            assertThat(peer.post(packet).body()).isEqualTo("ok");
        }

        @Override
        String packet() {
            if (packets.isEmpty()) {
                packets.addAll(peer.poll(1));
            }
            return packets.remove();
        }
    }

    private static final class WebSocket extends Client {
        private final RawPeer peer;

        WebSocket(RawPeer peer) throws IOException {
            this.peer = peer;
            assertThat(peer.upgrade("EIO=4&transport=websocket").answer().status())
                    .isEqualTo(101);
            assertThat(peer.frame()).startsWith("0{");
        }

        @Override
        void send(String packet) throws IOException {
            peer.frame(packet);
        }

        @Override
        String packet() throws IOException {
            return peer.frame();
        }
    }

    /**
     * Blocks two of the handlers' threads, one for each transport, and frees them from a third.
     *
     * @return what the first says of its thread
     */
    static String holdsUpNobody(URI base) throws IOException {
        try (RawPeer socket = new RawPeer(base)) {
            Client polling = new Polling(base).blocks();
            Client websocket = new WebSocket(socket).blocks();
            for (int i = 1; i <= HEARTBEATS; i++) {
                polling.lives(i);
                websocket.lives(i);
            }

            Client other = new Polling(base).joins();
            other.send("42/blocking,0[\"release\"]");
            assertThat(other.message()).isEqualTo("43/blocking,0[]");

            websocket.isReleased();
            return polling.isReleased();
        }
    }
}
