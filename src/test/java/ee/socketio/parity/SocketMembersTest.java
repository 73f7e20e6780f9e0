package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Handshake;
import ee.socketio.NamespaceRegistry;
import ee.socketio.Socket;
import ee.socketio.adapter.Recovery;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.testkit.Received;
import ee.socketio.testkit.TestCluster;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the official server's sockets are and send, one member a test; what they listen to is the next class. */
final class SocketMembersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InProcessServer server = InProcessServer.create();
    private final NamespaceRegistry io = server.namespaces();
    private final InProcessClient client = server.connect("/");
    private final Socket socket = client.socket();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void id() {
        io.of("/chat");
        InProcessClient chat = client.connect("/chat");

        assertThat(socket.id()).isEqualTo(client.id()).hasSize(20).isNotEqualTo(chat.id());
    }

    @Test
    void recovered() {
        Recovery.Limits limits = new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 100_000, 50_000);
        try (TestServer recovering = new TestServer(TestServer.recovering(limits, true))) {
            FakeClient lost = recovering.client();
            lost.sends("0");
            String connect = lost.next();
            String id = connect.replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
            Socket before = lost.socket("/", id);
            before.join("room");
            lost.vanishes();
            recovering.server.of("/").to("room").emit("missed");

            FakeClient back = recovering.client();
            back.sends(connect.replaceFirst("\"sid\":\"[^\"]*\",", ""));

            assertThat(back.messages()).hasSize(2).first().asString().startsWith("2[\"missed\"");
            assertThat(before.recovered()).isFalse();
            assertThat(back.socket("/", id).recovered()).isTrue();
            assertThat(back.socket("/", id).rooms()).containsExactlyInAnyOrder(id, "room");
        }
    }

    record Credentials(String token) {}

    @Test
    void handshake() {
        io.of("/chat");
        InProcessClient duke = server.client()
                .query("lang", "eo")
                .header("X-User", "duke")
                .header("Origin", "http://a.example")
                .address("192.0.2.7")
                .auth(Map.of("token", "main"))
                .connect("/");
        Handshake handshake = duke.socket().handshake();

        assertThat(handshake.headers()).containsEntry("x-user", List.of("duke"));
        assertThat(handshake.time()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(handshake.address()).isEqualTo("192.0.2.7");
        assertThat(handshake.xdomain()).isTrue();
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.url()).startsWith("/socket.io/?").contains("lang=eo");
        assertThat(handshake.query()).containsEntry("lang", "eo");
        assertThat(handshake.auth(Credentials.class).token()).isEqualTo("main");
        InProcessClient chat = duke.connect("/chat", Map.of("token", "chat"));
        assertThat(chat.socket().handshake().auth(Credentials.class).token())
                .as("each namespace has its own")
                .isEqualTo("chat");
    }

    @Test
    void data() {
        InProcessClient other = server.connect("/");

        socket.data().put("name", "duke");

        assertThat(client.socket().data()).containsEntry("name", "duke");
        assertThat(other.socket().data()).isEmpty();
        assertThat(io.of("/").in(socket.id()).fetchSockets())
                .succeedsWithin(PATIENCE)
                .satisfies(sockets -> assertThat(sockets.get(0).data()).containsEntry("name", "duke"));
    }

    @Test
    void connected() {
        List<Boolean> meanwhile = new ArrayList<>();
        io.of("/chat").use(joining -> meanwhile.add(joining.connected()));

        Socket chat = client.connect("/chat").socket();

        assertThat(meanwhile).containsExactly(false);
        assertThat(chat.connected()).isTrue();
        client.close();
        assertThat(chat.connected()).isFalse();
    }

    @Test
    void disconnected() {
        assertThat(socket.disconnected()).isFalse();

        client.close();

        assertThat(socket.disconnected()).isTrue();
    }

    @Test
    void rooms() {
        assertThat(socket.rooms()).containsExactly(socket.id());

        socket.join("room");

        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "room");
        client.close();
        assertThat(socket.rooms()).isEmpty();
    }

    @Test
    void nsp() {
        assertThat(socket.namespace()).isSameAs(io.of("/"));
    }

    @Test
    void client() {
        io.of("/chat");
        Socket chat = client.connect("/chat").socket();

        assertThat(socket.connection().sockets()).containsExactlyInAnyOrder(socket, chat);
    }

    @Test
    void conn() {
        assertThat(socket.connection().transport()).isEqualTo("websocket");
        assertThat(socket.transport()).isEqualTo("websocket");
    }

    /** The request that has opened the connection is the handshake. */
    @Test
    void request() {
        assertThat(socket.handshake().url()).contains("EIO=4").contains("transport=websocket");
    }

    @Test
    void emit() {
        socket.emit("news", "a", 1, null, new byte[] {1, 2});

        Received news = client.next();
        assertThat(news.name()).isEqualTo("news");
        assertThat(news.args().size()).isEqualTo(4);
        assertThat(news.args().get(0, String.class)).isEqualTo("a");
        assertThat(news.args().get(3, byte[].class)).containsExactly(1, 2);
    }

    @Test
    void emitRefusesReservedNames() {
        assertThatThrownBy(() -> socket.emit("disconnect")).isInstanceOf(IllegalArgumentException.class);

        assertThat(client.received()).isEmpty();
    }

    @Test
    void emitWithAck() {
        client.answer("question", args -> args.get(0, String.class) + "? yes");

        assertThat(socket.emitWithAck("question", "hungry"))
                .succeedsWithin(PATIENCE)
                .satisfies(answer -> assertThat(answer.json(0)).isEqualTo("\"hungry? yes\""));
    }

    @Test
    void send() {
        socket.send("hello");

        assertThat(client.next().name()).isEqualTo("message");
    }

    @Test
    void timeout() {
        var answer = socket.timeout(Duration.ofSeconds(2)).emitWithAck("question");

        server.pass(Duration.ofMillis(1_999));
        assertThat(answer.toCompletableFuture()).isNotDone();
        server.pass(Duration.ofMillis(1));
        assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void asVolatile() {
        try (TestServer wire = new TestServer()) {
            FakeClient busy = wire.client();
            Socket slow = busy.joins("/");
            slow.asVolatile().emit("while idle");
            busy.transport.settles = false;
            slow.emit("busy from now on");

            slow.asVolatile().emit("lost");

            assertThat(busy.messages()).containsExactly("2[\"while idle\"]", "2[\"busy from now on\"]");
        }
    }

    @Test
    void compress() {
        try (TestServer wire = new TestServer()) {
            FakeClient polling = wire.pollingClient();
            Socket polled = polling.joins("/");

            polled.compress(false).emit("x");
            polled.emit("x");

            int count = polling.transport.messages.size();
            assertThat(polling.transport.messages.subList(count - 2, count))
                    .extracting(OutboundMessage::compress)
                    .containsExactly(false, true);
        }
    }

    @Test
    void broadcast() {
        InProcessClient other = server.connect("/");

        socket.broadcast().emit("x");

        assertThat(client.received()).isEmpty();
        assertThat(other.received()).hasSize(1);
    }

    @Test
    void to() {
        InProcessClient other = server.connect("/");
        socket.join("room");
        other.socket().join("room");

        socket.to("room").emit("x");

        assertThat(client.received()).isEmpty();
        assertThat(other.received()).hasSize(1);
    }

    @Test
    void in() {
        InProcessClient other = server.connect("/");
        other.socket().join("b");

        socket.in("a", "b").emit("x");

        assertThat(other.received()).hasSize(1);
    }

    @Test
    void except() {
        InProcessClient inside = server.connect("/");
        InProcessClient outside = server.connect("/");
        inside.socket().join("room");

        socket.except("room").emit("x");

        assertThat(client.received()).isEmpty();
        assertThat(inside.received()).isEmpty();
        assertThat(outside.received()).hasSize(1);
    }

    @Test
    void local() {
        try (TestCluster cluster = new TestCluster()) {
            Socket one = cluster.near.client().joins("/");
            FakeClient near = cluster.near.client();
            FakeClient far = cluster.far.client();
            near.joins("/");
            far.joins("/");

            one.broadcast().local().emit("x");
            cluster.run();

            assertThat(near.messages()).containsExactly("2[\"x\"]");
            assertThat(far.messages()).isEmpty();
        }
    }

    @Test
    void join() {
        socket.join("a", "b");
        io.of("/").to("b").emit("x");

        assertThat(client.received()).hasSize(1);
        client.close();
        socket.join("c");
        assertThat(io.of("/").to("c").sockets())
                .as("who has gone joins nothing")
                .isEmpty();
    }

    @Test
    void leave() {
        socket.join("room");
        socket.leave("room");

        io.of("/").to("room").emit("x");

        assertThat(client.received()).isEmpty();
    }

    @Test
    void disconnect() {
        io.of("/chat");
        InProcessClient chat = client.connect("/chat");

        socket.disconnect();

        assertThat(client.isConnected()).isFalse();
        assertThat(chat.isConnected()).as("another namespace").isTrue();
        chat.socket().disconnect(true);
        assertThat(io.clientsCount()).isZero();
    }
}
