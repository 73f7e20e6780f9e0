package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Arguments;
import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.RemoteSocket;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.testkit.Received;
import ee.socketio.testkit.TestCluster;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the official server's namespaces offer, one member a test: each of them reaches its own sockets alone. */
final class NamespaceMembersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InProcessServer server = InProcessServer.create();
    private final Namespace chat = server.namespaces().of("/chat");
    private final InProcessClient stranger = server.connect("/");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void name() {
        assertThat(chat.name()).isEqualTo("/chat");
    }

    @Test
    void sockets() {
        List<Integer> known = new ArrayList<>();
        chat.use(socket -> known.add(chat.sockets().size()));

        InProcessClient client = server.connect("/chat");

        assertThat(known).as("not connected yet").containsExactly(0);
        assertThat(chat.sockets()).containsExactly(client.socket());
        assertThat(chat.socket(client.id())).contains(client.socket());
        client.disconnect();
        assertThat(chat.sockets()).isEmpty();
    }

    @Test
    void use() {
        List<String> steps = new ArrayList<>();
        chat.use(socket -> steps.add("first"))
                .use(socket -> steps.add("second"))
                .use(socket -> {
                    throw new ConnectionRefused("not today");
                })
                .use(socket -> steps.add("never"));

        assertThat(server.connect("/chat").refusal().orElseThrow()).hasMessage("not today");
        assertThat(steps).containsExactly("first", "second");
    }

    @Test
    void emit() {
        InProcessClient client = server.connect("/chat");

        chat.emit("news", "a", 1);

        Received news = client.next();
        assertThat(news.namespace()).isEqualTo("/chat");
        assertThat(news.args().size()).isEqualTo(2);
        assertThat(stranger.received()).isEmpty();
    }

    @Test
    void send() {
        InProcessClient client = server.connect("/chat");

        chat.send("hello");

        assertThat(client.next().name()).isEqualTo("message");
        assertThat(stranger.received()).isEmpty();
    }

    @Test
    void to() {
        InProcessClient inside = server.connect("/chat");
        InProcessClient outside = server.connect("/chat");
        inside.socket().join("room");
        stranger.socket().join("room");

        chat.to("room").emit("x");

        assertThat(inside.received()).hasSize(1);
        assertThat(outside.received()).isEmpty();
        assertThat(stranger.received()).as("a room of the same name elsewhere").isEmpty();
    }

    @Test
    void in() {
        InProcessClient client = server.connect("/chat");
        client.socket().join("room");

        chat.in("room").emit("x");

        assertThat(client.received()).hasSize(1);
    }

    @Test
    void except() {
        InProcessClient inside = server.connect("/chat");
        InProcessClient outside = server.connect("/chat");
        inside.socket().join("room");

        chat.except("room").emit("x");

        assertThat(inside.received()).isEmpty();
        assertThat(outside.received()).hasSize(1);
    }

    @Test
    void compress() {
        try (TestServer wire = new TestServer()) {
            wire.server.of("/chat");
            FakeClient client = wire.pollingClient();
            client.joins("/chat");

            wire.server.of("/chat").compress(false).emit("x");
            wire.server.of("/chat").emit("x");

            int count = client.transport.messages.size();
            assertThat(client.transport.messages.subList(count - 2, count))
                    .extracting(OutboundMessage::compress)
                    .containsExactly(false, true);
        }
    }

    @Test
    void asVolatile() {
        try (TestServer wire = new TestServer()) {
            wire.server.of("/chat");
            FakeClient idle = wire.client();
            FakeClient busy = wire.client();
            idle.joins("/chat");
            busy.joins("/chat");
            busy.transport.settles = false;
            wire.server.of("/chat").emit("first");
            idle.messages();
            busy.messages();

            wire.server.of("/chat").asVolatile().emit("now or never");

            assertThat(idle.messages()).containsExactly("2/chat,[\"now or never\"]");
            assertThat(busy.messages()).isEmpty();
        }
    }

    @Test
    void local() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.near.server.of("/chat");
            cluster.far.server.of("/chat");
            FakeClient near = cluster.near.client();
            FakeClient far = cluster.far.client();
            near.joins("/chat");
            far.joins("/chat");

            cluster.near.server.of("/chat").local().emit("x");
            cluster.run();

            assertThat(near.messages()).containsExactly("2/chat,[\"x\"]");
            assertThat(far.messages()).isEmpty();
        }
    }

    @Test
    void timeout() {
        server.connect("/chat").answer("question", args -> "in time");

        assertThat(chat.timeout(Duration.ofSeconds(1)).emitWithAck("question"))
                .succeedsWithin(PATIENCE)
                .satisfies(answers -> assertThat(answers).hasSize(1));
    }

    /** Without a timeout of its own it waits for the server's, and not for ever. */
    @Test
    void emitWithAck() {
        server.connect("/chat");

        var answers = chat.emitWithAck("question").toCompletableFuture();

        server.pass(Duration.ofSeconds(59));
        assertThat(answers).isNotDone();
        server.pass(Duration.ofSeconds(1));
        assertThat(answers).isCompletedExceptionally();
    }

    @Test
    void fetchSockets() {
        InProcessClient client = server.connect("/chat");

        assertThat(chat.fetchSockets()).succeedsWithin(PATIENCE).satisfies(sockets -> assertThat(sockets)
                .extracting(RemoteSocket::id)
                .containsExactly(client.id()));
    }

    @Test
    void socketsJoin() {
        InProcessClient client = server.connect("/chat");

        chat.socketsJoin("room");

        assertThat(client.socket().rooms()).contains("room");
        assertThat(stranger.socket().rooms()).doesNotContain("room");
    }

    @Test
    void socketsLeave() {
        InProcessClient client = server.connect("/chat");
        client.socket().join("room");
        stranger.socket().join("room");

        chat.socketsLeave("room");

        assertThat(client.socket().rooms()).doesNotContain("room");
        assertThat(stranger.socket().rooms()).contains("room");
    }

    @Test
    void disconnectSockets() {
        InProcessClient client = server.connect("/chat");

        chat.disconnectSockets();

        assertThat(client.isConnected()).isFalse();
        assertThat(stranger.isConnected()).isTrue();
    }

    @Test
    void serverSideEmit() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.far.server.of("/chat").on("x", event -> cluster.far.notes.add("/chat"));
            cluster.far.server.of("/").on("x", event -> cluster.far.notes.add("/"));

            cluster.near.server.of("/chat").serverSideEmit("x");
            cluster.run();

            assertThat(cluster.far.notes).containsExactly("/chat");
        }
    }

    @Test
    void serverSideEmitWithAck() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.far.server.of("/chat").on("load", event -> event.ack().send(0.5, "ok"));

            List<Arguments> answers = cluster.arrived(
                            cluster.near.server.of("/chat").serverSideEmitWithAck("load"))
                    .join();

            assertThat(answers).singleElement().returns("\"ok\"", answer -> answer.json(1));
        }
    }

    @Test
    void serverSideEmitRefusesReservedNames() {
        for (String name : List.of("connect", "connection", "new_namespace")) {
            assertThatThrownBy(() -> chat.serverSideEmit(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void connection() {
        List<String> seen = new ArrayList<>();
        chat.onConnect(socket -> {
            seen.add(socket.id());
            socket.emit("welcome");
        });

        InProcessClient client = server.connect("/chat");

        assertThat(seen).containsExactly(client.id());
        assertThat(client.received()).extracting(Received::name).containsExactly("welcome");
    }

    /** A client may be in it twice, over two connections. */
    @Test
    void connectionOfTheSamePageTwice() {
        try (TestServer wire = new TestServer()) {
            wire.server.of("/chat");
            FakeClient one = wire.client();
            FakeClient two = wire.client();
            one.joins("/chat");
            two.joins("/chat");

            assertThat(wire.server.of("/chat").sockets()).hasSize(2);
        }
    }
}
