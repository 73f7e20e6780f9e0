package ee.socketio.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.AckTimeoutException;
import ee.socketio.ConnectionRefused;
import ee.socketio.DisconnectReason;
import ee.socketio.Handshake;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InProcessServerTest {
    private final InProcessServer server = InProcessServer.create();

    @AfterEach
    void close() {
        server.close();
    }

    record Message(String text, ByteBuffer picture) {}

    @ApplicationScoped
    static class Clock {
        int hour() {
            return 12;
        }
    }

    @NamespaceEndpoint("/chat")
    static class Chat {
        final List<String> log = new ArrayList<>();

        @Inject
        Clock clock;

        @Inject
        NamespaceRegistry namespaces;

        @OnConnect
        void connected(Socket socket, Handshake handshake) {
            if (!handshake.auth(Map.class).containsKey("token")) {
                throw new ConnectionRefused("a token is needed", Map.of("code", 7));
            }
            socket.join(handshake.query().getOrDefault("room", "lobby"));
            log.add(handshake.header("X-User").orElse("?") + " from " + handshake.address());
        }

        @OnEvent
        void say(Socket socket, Message message) {
            namespaces.of("/chat").to("lobby").emit("said", message, clock.hour());
        }

        @OnDisconnect
        void gone(DisconnectReason reason) {
            log.add(reason.text());
        }

        List<String> log() {
            return log;
        }
    }

    @Test
    void messageThatIsNoPacketEndsTheConnectionAsRealClientsDo() {
        InProcessClient client = server.connect("/");
        Socket socket = client.socket();

        socket.connection().send("2[\"greeting\",\"hello\"]");
        assertThat(client.next().name()).isEqualTo("greeting");
        socket.connection().send("no packet");
        server.settle();

        assertThat(client.isConnected()).isFalse();
        assertThat(socket.connected()).isFalse();
    }

    @Test
    void beansAreServedWithWhatTheyInject() {
        try (InProcessServer server = InProcessServer.of(Chat.class, Clock.class)) {
            ClientRequest request = server.client().auth(Map.of("token", "x"));
            InProcessClient one =
                    request.header("X-User", "Ann").address("192.0.2.7").connect("/chat");
            InProcessClient two = request.connect("/chat");
            InProcessClient elsewhere = request.query("room", "attic").connect("/chat");

            two.emit("say", new Message("hello", ByteBuffer.wrap(new byte[] {1, 2})));

            Received said = one.next();
            assertThat(said.name()).isEqualTo("said");
            assertThat(said.namespace()).isEqualTo("/chat");
            assertThat(said.args().get(0, Message.class).picture()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
            assertThat(said.args().json(1)).isEqualTo("12");
            assertThat(two.received()).hasSize(1);
            assertThat(elsewhere.received()).isEmpty();
            assertThat(server.bean(Clock.class).hour()).isEqualTo(12);
        }
    }

    @Test
    void refusedClientKnowsWhy() {
        try (InProcessServer server = InProcessServer.of(Chat.class, Clock.class)) {
            InProcessClient client = server.connect("/chat");

            assertThat(client.isConnected()).isFalse();
            assertThat(client.refusal().orElseThrow()).hasMessage("a token is needed");
            assertThat(client.refusal().orElseThrow().data()).hasToString("{code=7}");
            assertThatThrownBy(() -> client.emit("say"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not connected to /chat");
            assertThat(server.connect("/nowhere").refusal().orElseThrow()).hasMessage("Invalid namespace");
        }
    }

    @Test
    void acknowledgementIsWhatTheCallReturns() {
        server.namespaces()
                .of("/")
                .onConnect(socket -> socket.on("sum", event -> event.ack()
                        .send(
                                event.arguments().get(0, int.class)
                                        + event.arguments().get(1, int.class),
                                "ok")));

        assertThat(server.connect("/").call("sum", 1, 2).json(0)).isEqualTo("3");
    }

    @Test
    void callOfAFailingHandlerFailsAtOnceAndSaysWhy() {
        server.namespaces()
                .of("/")
                .onConnect(socket -> socket.on("break", event -> {
                    throw new IllegalStateException("broken");
                }));
        InProcessClient client = server.connect("/");

        assertThatThrownBy(() -> client.call("break"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("break was not acknowledged")
                .hasSuppressedException(new IllegalStateException("broken"));
        client.emit("break");

        assertThat(server.failures()).singleElement().hasToString("java.lang.IllegalStateException: broken");
        assertThat(server.failures()).isEmpty();
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void handlerMayWaitForTheAnswerOfItsOwnClient() {
        server.namespaces()
                .of("/")
                .onConnect(socket -> socket.on("ask", event -> {
                    String color = socket.emitWithAck("color")
                            .thenApply(answer -> answer.get(0, String.class))
                            .toCompletableFuture()
                            .join();
                    event.ack().send(color);
                }));
        InProcessClient client = server.connect("/").answer("color", args -> "blue");

        assertThat(client.call("ask").get(0, String.class)).isEqualTo("blue");
        assertThat(client.received()).extracting(Received::name).containsExactly("color");
    }

    @Test
    void handlersOfTwoClientsMayWaitForEachOther() {
        CountDownLatch both = new CountDownLatch(2);
        server.namespaces()
                .of("/")
                .onConnect(socket -> socket.on("meet", event -> {
                    both.countDown();
                    both.await();
                    event.ack().send();
                }));
        InProcessClient one = server.connect("/");
        InProcessClient two = server.connect("/");
        Executor other = task -> new Thread(task).start();

        CompletableFuture<Integer> first =
                CompletableFuture.supplyAsync(() -> one.call("meet").size(), other);
        assertThat(two.call("meet").size()).isZero();
        assertThat(first.join()).isZero();
    }

    @Test
    void eventCanBeAnsweredLater() {
        CompletableFuture<String> answered = new CompletableFuture<>();
        InProcessClient client = server.connect("/");
        client.socket().emitWithAck("question").thenAccept(args -> answered.complete(args.get(0, String.class)));

        client.next().ack().send("answer");

        assertThat(answered).isCompletedWithValue("answer");
    }

    @Test
    void timeStandsStillUntilItIsToldToPass() {
        InProcessClient client = server.connect("/");
        CompletableFuture<?> answer = client.socket().emitWithAck("question").toCompletableFuture();

        server.pass(Duration.ofSeconds(59));
        assertThat(answer).isNotDone();
        server.pass(Duration.ofSeconds(2));

        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckTimeoutException.class);
        assertThat(client.isConnected()).as("heartbeats were answered").isTrue();
    }

    @Test
    void silentClientIsLetGo() {
        try (InProcessServer server = InProcessServer.of(Chat.class, Clock.class)) {
            InProcessClient client = server.client()
                    .auth(Map.of("token", 1))
                    .header("x-user", "Bob")
                    .connect("chat");
            client.fallSilent();

            server.pass(Duration.ofSeconds(46));

            assertThat(client.isConnected()).isFalse();
            assertThat(server.bean(Chat.class).log()).containsExactly("Bob from 127.0.0.1", "ping timeout");
        }
    }

    @Test
    void everyWayToLeaveHasItsReason() {
        List<String> reasons = new ArrayList<>();
        server.namespaces().of("/a").onConnect(s -> s.onDisconnect((socket, why) -> reasons.add("a: " + why)));
        server.namespaces().of("/b").onConnect(s -> s.onDisconnect((socket, why) -> reasons.add("b: " + why)));
        InProcessClient a = server.connect("/a");
        InProcessClient b = a.connect("/b");
        InProcessClient thrownOut = server.connect("/b");

        a.disconnect();
        thrownOut.socket().disconnect();
        assertThat(b.isConnected()).isTrue();
        b.close();

        assertThat(reasons)
                .containsExactly(
                        "a: client namespace disconnect", "b: server namespace disconnect", "b: transport close");
        assertThat(thrownOut.isConnected()).isFalse();
        assertThat(b.isConnected()).isFalse();
        assertThatThrownBy(b::socket).hasMessage("not connected to /b");
    }

    @Test
    void eventsOfOtherThreadsAreWaitedFor() {
        InProcessClient client = server.connect("/");
        CountDownLatch asked = new CountDownLatch(1);
        Thread background = new Thread(() -> {
            asked.countDown();
            server.namespaces().of("/").emit("news", 1);
        });
        background.start();

        assertThat(client.next().name()).isEqualTo("news");
    }

    @Test
    void handlersOfAllClientsRunInTheOrderInWhichTheyBecameDue() {
        List<Integer> order = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        server.namespaces().of("/").onConnect(socket -> {
            int own = number.getAndIncrement();
            socket.onDisconnect((gone, reason) -> order.add(own));
        });
        List<InProcessClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(server.connect("/"));
        }

        clients.forEach(client -> client.socket().disconnect());
        server.settle();

        assertThat(order).isSorted().hasSize(20);
    }
}
