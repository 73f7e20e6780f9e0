package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.AckTimeoutException;
import ee.socketio.BroadcastOperator;
import ee.socketio.Namespace;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestCluster;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the official server's broadcast operator offers, one member a test. Three clients; two of them in {@code room}. */
final class OperatorMembersTest {
    private final TestServer server = new TestServer();
    private final Namespace namespace = server.server.of("/");
    private final BroadcastOperator room = namespace.to("room");
    private final FakeClient one = server.client();
    private final FakeClient two = server.client();
    private final FakeClient outside = server.client();

    @BeforeEach
    void join() {
        one.joins("/").join("room", "first");
        two.joins("/").join("room");
        outside.joins("/");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket first() {
        return namespace.to("first").sockets().iterator().next();
    }

    private Socket stranger() {
        return namespace.except("room").sockets().iterator().next();
    }

    @Test
    void to() {
        room.to("nobody's", stranger().id()).emit("x");

        assertThat(outside.messages()).as("a socket's id is a room").containsExactly("2[\"x\"]");
        assertThat(one.messages()).hasSize(1);
    }

    @Test
    void in() {
        room.in("first").emit("x");

        assertThat(one.messages()).as("once, though it is in both").containsExactly("2[\"x\"]");
        assertThat(two.messages()).containsExactly("2[\"x\"]");
    }

    @Test
    void except() {
        room.to("first").except("first").emit("x");

        assertThat(one.messages()).as("except wins").isEmpty();
        assertThat(two.messages()).containsExactly("2[\"x\"]");
    }

    /** May be kept and used again. */
    @Test
    void immutable() {
        room.to(stranger().id());
        room.except("first");

        room.emit("x");

        assertThat(one.messages()).hasSize(1);
        assertThat(outside.messages()).isEmpty();
    }

    @Test
    void compress() {
        room.compress(false).emit("x");
        room.emit("x");

        int count = one.transport.messages.size();
        assertThat(one.transport.messages.subList(count - 2, count))
                .extracting(OutboundMessage::compress)
                .containsExactly(false, true);
    }

    @Test
    void asVolatile() {
        one.transport.settles = false;
        room.emit("first");

        room.asVolatile().emit("second");

        assertThat(one.messages()).containsExactly("2[\"first\"]");
        assertThat(two.messages()).containsExactly("2[\"first\"]", "2[\"second\"]");
    }

    @Test
    void local() {
        try (TestCluster cluster = new TestCluster()) {
            FakeClient far = cluster.far.client();
            far.joins("/").join("room");

            cluster.near.server.of("/").to("room").local().emit("near");
            cluster.near.server.of("/").to("room").emit("everywhere");
            cluster.run();

            assertThat(far.messages()).containsExactly("2[\"everywhere\"]");
        }
    }

    @Test
    void timeout() {
        CompletableFuture<?> answers =
                room.timeout(Duration.ofSeconds(2)).emitWithAck("x").toCompletableFuture();

        server.advance(Duration.ofMillis(1_999));
        assertThat(answers).isNotDone();
        server.advance(Duration.ofMillis(1));

        assertThat(answers).isCompletedExceptionally();
    }

    @Test
    void emit() {
        room.emit("x", 1, new byte[] {2});

        assertThat(one.messages())
                .containsExactly("51-[\"x\",1,{\"_placeholder\":true,\"num\":0}]", "<02>")
                .isEqualTo(two.messages());
        assertThat(outside.messages()).isEmpty();
    }

    @Test
    void emitWithAck() {
        var answers = room.emitWithAck("x").toCompletableFuture();
        one.sends("30[1]");
        assertThat(answers).isNotDone();
        two.sends("30[2]");

        assertThat(answers.join()).extracting(answer -> answer.json(0)).containsExactlyInAnyOrder("1", "2");
        assertThat(namespace.to("nobody's").emitWithAck("x").toCompletableFuture())
                .isCompletedWithValue(List.of());
    }

    /** On the official server the error has {@code responses}. */
    @Test
    void emitWithAckTellsWhoHasAnsweredInTime() {
        var answers = room.timeout(Duration.ofSeconds(1)).emitWithAck("x").toCompletableFuture();
        one.sends("30[1]");

        server.advance(Duration.ofSeconds(1));

        assertThat(answers)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(AckTimeoutException.class, timeout -> assertThat(timeout.responses())
                        .extracting(answer -> answer.json(0))
                        .containsExactly("1"));
    }

    @Test
    void fetchSockets() {
        assertThat(room.fetchSockets().toCompletableFuture().join())
                .extracting(RemoteSocket::id)
                .contains(first().id())
                .hasSize(2);
    }

    @Test
    void socketsJoin() {
        room.socketsJoin("hall", "garden");

        assertThat(namespace.to("hall").sockets()).hasSize(2);
        assertThat(namespace.to("garden").sockets()).hasSize(2);
    }

    @Test
    void socketsLeave() {
        namespace.to("first").socketsLeave("room");

        assertThat(room.sockets()).hasSize(1).doesNotContain(first());
    }

    @Test
    void disconnectSockets() {
        room.disconnectSockets();

        assertThat(one.next()).isEqualTo("1");
        assertThat(one.isClosed()).isFalse();
        namespace.disconnectSockets(true);
        assertThat(outside.isClosed()).isTrue();
    }
}
