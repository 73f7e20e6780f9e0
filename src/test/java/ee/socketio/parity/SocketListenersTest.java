package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.NamespaceRegistry;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the official server's sockets listen to, one member a test. */
final class SocketListenersTest {
    private final InProcessServer server = InProcessServer.create();
    private final NamespaceRegistry io = server.namespaces();
    private final InProcessClient client = server.connect("/");
    private final Socket socket = client.socket();
    private final List<String> notes = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private Socket.Listener noting(String who) {
        return event -> notes.add(who + " " + event.name());
    }

    private Socket.OutgoingListener notingOutgoing(String who) {
        return (event, arguments) -> notes.add(who + " " + event + " " + arguments.size());
    }

    @Test
    void on() {
        socket.on("sum", event -> event.ack()
                .send(event.arguments().get(0, int.class) + event.arguments().get(1, int.class)));

        assertThat(client.call("sum", 1, 2).json(0)).isEqualTo("3");
    }

    @Test
    void once() {
        socket.once("x", noting("once"));

        client.emit("x");
        client.emit("x");

        assertThat(notes).containsExactly("once x");
    }

    @Test
    void off() {
        Socket.Listener removed = noting("removed");
        socket.on("x", removed).on("x", noting("kept")).off("x", removed);

        client.emit("x");
        assertThat(notes).containsExactly("kept x");

        socket.off("x");
        client.emit("x");
        assertThat(notes).hasSize(1);
    }

    @Test
    void listeners() {
        Socket.Listener listener = noting("one");
        socket.on("x", listener);

        assertThat(socket.listeners("x")).containsExactly(listener);
        assertThat(socket.eventNames()).containsExactly("x");
    }

    @Test
    void use() {
        socket.use(event -> {
            if (event.name().equals("forbidden")) {
                throw new IllegalStateException("not you");
            }
        });
        socket.on("forbidden", noting("reached")).on("allowed", noting("reached"));

        client.emit("forbidden");
        client.emit("allowed");

        assertThat(notes).containsExactly("reached allowed");
        assertThat(server.failures()).singleElement().hasToString("java.lang.IllegalStateException: not you");
    }

    @Test
    void onAny() {
        socket.on("x", noting("on")).onAny(noting("any"));

        client.emit("x");
        client.emit("unknown");

        assertThat(notes).containsExactly("any x", "on x", "any unknown");
    }

    @Test
    void prependAny() {
        socket.onAny(noting("second")).prependAny(noting("first"));

        client.emit("x");

        assertThat(notes).containsExactly("first x", "second x");
    }

    @Test
    void offAny() {
        Socket.Listener removed = noting("removed");
        socket.onAny(removed).onAny(noting("kept")).offAny(removed);

        client.emit("x");
        socket.offAny();
        client.emit("x");

        assertThat(notes).containsExactly("kept x");
    }

    @Test
    void listenersAny() {
        Socket.Listener first = noting("first");
        Socket.Listener second = noting("second");

        socket.onAny(second).prependAny(first);

        assertThat(socket.listenersAny()).containsExactly(first, second);
    }

    @Test
    void onAnyOutgoing() {
        socket.onAnyOutgoing(notingOutgoing("out"));

        socket.emit("direct", 1);
        io.of("/").emit("to all", 1, new byte[] {2});
        socket.broadcast().emit("to others");

        assertThat(notes).containsExactly("out direct 1", "out to all 2");
    }

    @Test
    void prependAnyOutgoing() {
        socket.onAnyOutgoing(notingOutgoing("second")).prependAnyOutgoing(notingOutgoing("first"));

        socket.emit("x");

        assertThat(notes).containsExactly("first x 0", "second x 0");
    }

    @Test
    void offAnyOutgoing() {
        Socket.OutgoingListener removed = notingOutgoing("removed");
        socket.onAnyOutgoing(removed).onAnyOutgoing(notingOutgoing("kept")).offAnyOutgoing(removed);

        socket.emit("x");
        socket.offAnyOutgoing();
        socket.emit("x");

        assertThat(notes).containsExactly("kept x 0");
    }

    @Test
    void listenersAnyOutgoing() {
        Socket.OutgoingListener listener = notingOutgoing("out");

        socket.onAnyOutgoing(listener);

        assertThat(socket.listenersAnyOutgoing()).containsExactly(listener);
    }

    @Test
    void disconnecting() {
        socket.join("room");
        socket.onDisconnecting((leaving, reason) ->
                notes.add(reason + ", in room: " + leaving.rooms().contains("room")));

        client.disconnect();

        assertThat(notes).containsExactly("client namespace disconnect, in room: true");
    }

    @Test
    void disconnect() {
        socket.join("room");
        socket.onDisconnect(
                (gone, reason) -> notes.add(reason + ", rooms: " + gone.rooms().size()));

        client.close();

        assertThat(notes).containsExactly("transport close, rooms: 0");
    }

    @Test
    void disconnectHasADescription() {
        try (TestServer wire = new TestServer()) {
            FakeClient deaf = wire.client();
            Socket slow = deaf.joins("/");
            slow.onDisconnect((gone, reason) ->
                    notes.add(reason + ": " + gone.disconnectDescription().orElseThrow()));
            deaf.transport.settles = false;

            slow.emit("x", "x".repeat(TestServer.MAX_QUEUE / 2));
            slow.emit("x", "x".repeat(TestServer.MAX_QUEUE / 2));
            wire.run();

            assertThat(notes).singleElement().asString().startsWith("transport error: outbound queue: ");
        }
    }

    @Test
    void error() {
        try (TestServer wire = new TestServer()) {
            FakeClient broken = wire.client();
            Socket unlucky = broken.joins("/");
            unlucky.onError((event, failure) -> notes.add(event.name()));
            unlucky.onDisconnect((gone, reason) -> notes.add(reason.text()));

            broken.sends("2{no packet");

            assertThat(notes).containsExactly("error", "forced close");
        }
    }
}
