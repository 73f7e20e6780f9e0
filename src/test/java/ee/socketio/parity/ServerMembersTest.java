package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Arguments;
import ee.socketio.Connection;
import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.RemoteSocket;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.testkit.TestCluster;
import ee.socketio.testkit.TestServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the official server's {@code io} offers, one member a test; what it forwards to {@code io.of("/")} is there. */
final class ServerMembersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InProcessServer server = InProcessServer.create();
    private final NamespaceRegistry io = server.namespaces();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void of() {
        assertThat(io.of("chat")).isSameAs(io.of("/chat"));
        assertThat(io.of("chat").name()).isEqualTo("/chat");
        assertThat(io.of("")).isSameAs(io.of("/"));
    }

    @Test
    void ofRegex() {
        io.of(Pattern.compile("/room-\\d+"));

        assertThat(server.connect("/room-1").isConnected()).isTrue();
        assertThat(server.connect("/room-x").isConnected()).isFalse();
    }

    @Test
    void ofFunction() {
        io.of((name, handshake) -> name.equals("/" + handshake.query().get("user")));

        assertThat(server.client().query("user", "ann").connect("/ann").isConnected())
                .isTrue();
        assertThat(server.client().query("user", "bob").connect("/ann").isConnected())
                .isFalse();
    }

    @Test
    void sockets() {
        io.of("/chat");
        InProcessClient main = server.connect("/");
        server.connect("/chat");

        assertThat(io.of("/").sockets()).containsExactly(main.socket());
    }

    @Test
    void on() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.far.server.on("hello", event -> cluster.far.notes.add(event.name()));

            cluster.near.server.of("/").serverSideEmit("hello");
            cluster.run();

            assertThat(cluster.far.notes).containsExactly("hello");
        }
    }

    @Test
    void off() {
        try (TestCluster cluster = new TestCluster()) {
            Namespace.ServerSideListener listener = event -> cluster.far.notes.add(event.name());
            cluster.far.server.on("hello", listener).of("/").off("hello", listener);

            cluster.near.server.serverSideEmit("hello");
            cluster.run();

            assertThat(cluster.far.notes).isEmpty();
        }
    }

    @Test
    void connection() {
        List<String> ids = new ArrayList<>();
        io.of("/").onConnect(socket -> ids.add(socket.id()));

        InProcessClient client = server.connect("/");

        assertThat(ids).containsExactly(client.id());
    }

    @Test
    void newNamespace() {
        List<String> names = new ArrayList<>();
        io.onNewNamespace(namespace -> names.add(namespace.name()));

        io.of("/chat");
        io.of("/chat");

        assertThat(names).containsExactly("/chat");
    }

    @Test
    void use() {
        io.of("/").use(socket -> {
            throw new ConnectionRefused("not today");
        });

        assertThat(server.connect("/").refusal().orElseThrow()).hasMessage("not today");
    }

    @Test
    void emit() {
        InProcessClient one = server.connect("/");
        InProcessClient two = server.connect("/");

        io.of("/").emit("news", 1);

        assertThat(one.next().args().json(0)).isEqualTo("1");
        assertThat(two.next().args().json(0)).isEqualTo("1");
    }

    @Test
    void send() {
        InProcessClient client = server.connect("/");

        io.of("/").send("hello");

        assertThat(client.next().name()).isEqualTo("message");
    }

    @Test
    void to() {
        InProcessClient inside = server.connect("/");
        InProcessClient outside = server.connect("/");
        inside.socket().join("room");

        io.of("/").to("room").emit("x");

        assertThat(inside.received()).hasSize(1);
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void in() {
        InProcessClient one = server.connect("/");
        InProcessClient two = server.connect("/");
        InProcessClient three = server.connect("/");
        one.socket().join("a");
        two.socket().join("b");

        io.of("/").in("a", "b").emit("x");

        assertThat(one.received()).hasSize(1);
        assertThat(two.received()).hasSize(1);
        assertThat(three.received()).isEmpty();
    }

    @Test
    void except() {
        InProcessClient inside = server.connect("/");
        InProcessClient outside = server.connect("/");
        inside.socket().join("room");

        io.of("/").except("room").emit("x");

        assertThat(inside.received()).isEmpty();
        assertThat(outside.received()).hasSize(1);
    }

    @Test
    void compress() {
        try (TestServer polled = new TestServer()) {
            FakeClient client = polled.pollingClient();
            client.joins("/");

            polled.server.of("/").compress(false).emit("x");

            assertThat(client.transport.messages.get(client.transport.messages.size() - 1))
                    .returns(false, OutboundMessage::compress);
        }
    }

    @Test
    void asVolatile() {
        try (TestServer busy = new TestServer()) {
            FakeClient client = busy.client();
            client.joins("/");
            client.transport.settles = false;
            busy.server.of("/").emit("first");

            busy.server.of("/").asVolatile().emit("lost");

            assertThat(client.messages()).containsExactly("2[\"first\"]");
        }
    }

    @Test
    void local() {
        try (TestCluster cluster = new TestCluster()) {
            FakeClient near = cluster.near.client();
            FakeClient far = cluster.far.client();
            near.joins("/");
            far.joins("/");

            cluster.near.server.of("/").local().emit("x");
            cluster.run();

            assertThat(near.messages()).containsExactly("2[\"x\"]");
            assertThat(far.messages()).isEmpty();
        }
    }

    @Test
    void timeout() {
        server.connect("/");

        var answers = io.of("/").timeout(Duration.ofSeconds(2)).emitWithAck("question");
        server.pass(Duration.ofSeconds(2));

        assertThat(answers.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void emitWithAck() {
        server.connect("/").answer("question", args -> "one");
        server.connect("/").answer("question", args -> "two");

        assertThat(io.of("/").emitWithAck("question")).succeedsWithin(PATIENCE).satisfies(answers -> assertThat(answers)
                .extracting(answer -> answer.get(0, String.class))
                .containsExactlyInAnyOrder("one", "two"));
    }

    @Test
    void fetchSockets() {
        InProcessClient client = server.connect("/");

        assertThat(io.of("/").fetchSockets()).succeedsWithin(PATIENCE).satisfies(sockets -> assertThat(sockets)
                .extracting(RemoteSocket::id)
                .containsExactly(client.id()));
    }

    @Test
    void socketsJoin() {
        InProcessClient client = server.connect("/");

        io.of("/").socketsJoin("room");

        assertThat(client.socket().rooms()).containsExactlyInAnyOrder(client.id(), "room");
    }

    @Test
    void socketsLeave() {
        InProcessClient client = server.connect("/");
        client.socket().join("room");

        io.of("/").socketsLeave("room");

        assertThat(client.socket().rooms()).containsExactly(client.id());
    }

    @Test
    void disconnectSockets() {
        io.of("/chat");
        InProcessClient main = server.connect("/");
        InProcessClient chat = main.connect("/chat");

        io.of("/").disconnectSockets();

        assertThat(main.isConnected()).isFalse();
        assertThat(chat.isConnected()).isTrue();
        server.connect("/");
        io.of("/").disconnectSockets(true);
        assertThat(io.of("/").sockets()).isEmpty();
    }

    @Test
    void serverSideEmit() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.near.server.on("hello", event -> cluster.near.notes.add("itself"));
            cluster.far.server.on(
                    "hello", event -> cluster.far.notes.add(event.arguments().json(0)));

            cluster.near.server.serverSideEmit("hello", "world");
            cluster.run();

            assertThat(cluster.near.notes).isEmpty();
            assertThat(cluster.far.notes).containsExactly("\"world\"");
        }
    }

    @Test
    void serverSideEmitWithAck() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.far.server.on("load", event -> event.ack().send(0.5));

            List<Arguments> answers = cluster.arrived(cluster.near.server.serverSideEmitWithAck("load"))
                    .join();

            assertThat(answers).extracting(answer -> answer.json(0)).containsExactly("0.5");
        }
    }

    @Test
    void connectTimeout() {
        try (TestServer patient = new TestServer()) {
            FakeClient client = patient.client();
            patient.advance(TestServer.OPTIONS.connectTimeout().minusMillis(1));
            assertThat(client.isClosed()).isFalse();

            patient.advance(Duration.ofMillis(1));

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void closing() {
        List<String> reasons = new ArrayList<>();
        InProcessClient client = server.connect("/");
        client.socket().onDisconnect((socket, reason) -> reasons.add(reason.text()));

        assertThat(io.close(Duration.ZERO)).succeedsWithin(PATIENCE);
        server.settle();

        assertThat(reasons).containsExactly("server shutting down");
        assertThat(client.isConnected()).isFalse();
    }

    @Test
    void engineClientsCount() {
        InProcessClient client = server.connect("/");
        io.of("/chat");
        client.connect("/chat");

        assertThat(io.clientsCount()).as("connections, not sockets").isEqualTo(1);
    }

    @Test
    void engineClients() {
        InProcessClient client = server.connect("/");

        assertThat(io.connections().all()).containsExactly(client.socket().connection());
    }

    @Test
    void engineConnection() {
        List<Connection> opened = new ArrayList<>();
        io.connections().onOpen(opened::add);

        InProcessClient client = server.connect("/");

        assertThat(opened).containsExactly(client.socket().connection());
    }

    @ApplicationScoped
    static class Naming implements EngineHooks {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Optional<String> sessionId(EngineRequest opening) {
            asked.add(opening.query().get("node"));
            return Optional.of("session-of-node-" + opening.query().get("node"));
        }

        List<String> asked() {
            return asked;
        }
    }

    @Test
    void engineGenerateId() {
        try (InProcessServer naming = InProcessServer.of(Naming.class)) {
            InProcessClient client = naming.client().query("node", "7").connect("/");

            assertThat(client.isConnected()).isTrue();
            assertThat(client.id()).as("no part of the secret").doesNotContain("node");
            assertThat(naming.bean(Naming.class).asked()).containsExactly("7");
        }
    }

    /** Typed events: an argument is what the handler asks for, and a failure where it is not. */
    @Test
    void typedEvents() {
        record Reading(String sensor, double value) {}
        List<Reading> readings = new ArrayList<>();
        io.of("/")
                .onConnect(socket -> socket.on(
                        "reading", event -> readings.add(event.arguments().get(0, Reading.class))));
        InProcessClient client = server.connect("/");

        client.emit("reading", new Reading("a", 1.5));
        client.emit("reading", "no reading");

        assertThat(readings).containsExactly(new Reading("a", 1.5));
        assertThat(server.failures()).hasSize(1);
        assertThat(client.received()).isEmpty();
    }
}
