package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Namespace;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the official server's {@code fetchSockets} returns offers, one member a test: a socket of another server. */
final class RemoteSocketMembersTest {
    private final TestCluster cluster = new TestCluster();
    private final Namespace near = cluster.near.server.of("/");
    private final FakeClient client = cluster.far.client();
    private final Socket itself = client.joins("/");
    private RemoteSocket remote;

    @BeforeEach
    void fetch() {
        itself.join("room");
        itself.data().put("name", "duke");
        remote = cluster.arrived(near.fetchSockets()).join().get(0);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void id() {
        assertThat(remote.id()).isEqualTo(itself.id());
    }

    @Test
    void handshake() {
        assertThat(remote.handshake().address()).isEqualTo("192.0.2.1");
        assertThat(remote.handshake().query()).isEqualTo(itself.handshake().query());
    }

    @Test
    void rooms() {
        assertThat(remote.rooms()).containsExactlyInAnyOrder(itself.id(), "room");
    }

    @Test
    void data() {
        assertThat(remote.data()).isEqualTo(Map.of("name", "duke"));
    }

    @Test
    void emit() {
        remote.emit("x", 1);
        cluster.run();

        assertThat(client.messages()).containsExactly("2[\"x\",1]");
    }

    @Test
    void emitWithAck() {
        var answer = remote.timeout(Duration.ofSeconds(1)).emitWithAck("x");
        cluster.run();
        client.sends("30[\"one answer\"]");

        assertThat(cluster.arrived(answer).join().json(0)).isEqualTo("\"one answer\"");
    }

    @Test
    void timeout() {
        var answer = remote.timeout(Duration.ofSeconds(1)).emitWithAck("x").toCompletableFuture();
        cluster.run();

        cluster.near.advance(Duration.ofSeconds(1));

        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void join() {
        remote.join("hall");
        cluster.run();

        assertThat(itself.rooms()).contains("hall");
    }

    @Test
    void leave() {
        remote.leave("room");
        cluster.run();

        assertThat(itself.rooms()).containsExactly(itself.id());
    }

    @Test
    void disconnect() {
        remote.disconnect();
        cluster.run();

        assertThat(itself.connected()).isFalse();
        assertThat(client.messages()).containsExactly("1");
    }
}
