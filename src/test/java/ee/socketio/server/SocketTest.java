package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a socket offers beside events and rooms. */
final class SocketTest {
    private final TestServer server = new TestServer();
    private FakeClient client;
    private Socket socket;

    @BeforeEach
    void connect() {
        client = server.client();
        socket = client.joins("/");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void note(String text) {
        server.notes.add(text);
    }

    private Socket.Listener noting(String text) {
        return event -> note(text);
    }

    @Test
    void listenersAnyAreListedInOrderAndTakenAwayOneByOneOrTogether() {
        Socket.Listener first = noting("first");
        Socket.Listener second = noting("second");
        socket.onAny(second).prependAny(first);
        assertThat(socket.listenersAny()).containsExactly(first, second);

        socket.offAny(first);
        client.sends("2[\"x\"]");
        socket.offAny();
        client.sends("2[\"x\"]");

        assertThat(server.notes).containsExactly("second");
        assertThat(socket.listenersAny()).isEmpty();
    }

    @Test
    void listenersAnyOutgoingAreListedInOrderAndTakenAwayOneByOneOrTogether() {
        Socket.OutgoingListener first = (event, arguments) -> note("first " + event);
        Socket.OutgoingListener second = (event, arguments) -> note("second " + event);
        socket.onAnyOutgoing(second).prependAnyOutgoing(first);
        assertThat(socket.listenersAnyOutgoing()).containsExactly(first, second);

        socket.emit("one");
        socket.offAnyOutgoing(first).emit("two");
        socket.offAnyOutgoing().emit("three");

        assertThat(server.notes).containsExactly("first one", "second one", "second two");
        assertThat(socket.listenersAnyOutgoing()).isEmpty();
    }

    @Test
    void listenersOfAnEventAreListedAndTakenAwayTogether() {
        Socket.Listener one = noting("one");
        Socket.Listener two = noting("two");
        socket.on("x", one).once("x", two).on("y", one).on("z", one).off("z", one);
        assertThat(socket.listeners("x")).containsExactly(one, two);
        assertThat(socket.listeners("nobody's")).isEmpty();
        assertThat(socket.eventNames()).containsExactlyInAnyOrder("x", "y");

        socket.off("x");
        client.sends("2[\"x\"]", "2[\"y\"]");

        assertThat(server.notes).containsExactly("one");
        assertThat(socket.eventNames()).containsExactly("y");
    }

    @Test
    void unhandledEventIsOneThatHasNoListenerOfItsOwn() {
        socket.onUnhandled(event -> note("unhandled " + event.name()))
                .on("known", noting("known"))
                .onAny(event -> note("any " + event.name()));

        client.sends("2[\"known\"]", "2[\"unknown\"]");

        assertThat(server.notes).containsExactly("any known", "known", "any unknown", "unhandled unknown");
    }

    @Test
    void middlewareMayDecideLaterAndWhatFollowsWaitsForIt() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.useAsync(event -> decision).use(event -> note("then " + event.name()));
        socket.on("first", noting("first")).on("second", noting("second"));

        client.sends("2[\"first\"]", "2[\"second\"]");
        assertThat(server.notes).isEmpty();
        decision.complete(null);
        server.run();

        assertThat(server.notes).containsExactly("then first", "first", "then second", "second");
    }

    @Test
    void middlewareThatWaitsHoldsUpNobodyElse() {
        socket.useAsync(event -> new CompletableFuture<>());
        FakeClient other = server.client();
        other.joins("/").on("x", noting("other"));

        client.sends("2[\"x\"]");
        other.sends("2[\"x\"]");

        assertThat(server.notes).containsExactly("other");
    }

    @Test
    void middlewareThatRefusesLaterStopsTheEventAndTellsTheErrorHandlers() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        server.server.of("/").onError((event, failure) -> note(event.name() + ": " + failure.getMessage()));
        socket.useAsync(event -> decision).on("x", noting("reached"));

        client.sends("20[\"x\"]");
        decision.completeExceptionally(new IllegalStateException("no"));
        server.run();

        assertThat(server.notes).containsExactly("x: no");
        assertThat(client.messages()).isEmpty();
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void middlewareThatNeverDecidesStopsTheEventAtItsTimeoutAndTheNextOneIsHandled() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        socket.onError((event, failure) -> note(event.name() + ": " + failure.getMessage()));
        socket.useAsync(event -> event.name().equals("stuck") ? never : CompletableFuture.completedFuture(null));
        socket.on("stuck", noting("reached")).on("next", noting("next"));
        client.sends("2[\"stuck\"]", "2[\"next\"]");

        server.advance(TestServer.MIDDLEWARE_TIMEOUT.minusMillis(1));
        assertThat(server.notes).isEmpty();
        server.advance(Duration.ofMillis(1));
        never.complete(null);
        server.run();

        assertThat(server.notes).containsExactly("stuck: a middleware has not decided in time", "next");
    }

    @Test
    void disconnectListenersComeBehindTheEventThatWaits() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        server.noteDisconnects(socket, "end");
        socket.useAsync(event -> decision).on("x", noting("reached"));
        client.sends("2[\"x\"]");

        client.vanishes();
        assertThat(server.notes).isEmpty();
        decision.complete(null);
        server.run();

        assertThat(server.notes).containsExactly("end: transport close");
    }

    @Test
    void socketsOwnErrorHandlerStandsBeforeTheNamespaces() {
        server.server.of("/").onError((event, failure) -> note("namespace"));
        socket.onError((event, failure) -> {
            note("socket " + event.name() + ": " + failure.getMessage());
            event.ack().send("sorry");
        });
        socket.on("x", event -> {
            throw new IllegalStateException("provoked");
        });

        client.sends("27[\"x\"]");

        assertThat(server.notes).containsExactly("socket x: provoked");
        assertThat(client.next()).isEqualTo("37[\"sorry\"]");
    }

    @Test
    void undecodablePacketIsAnErrorOfTheSocketThenTheEnd() {
        socket.onError((event, failure) -> note(event.name() + ": " + failure.getMessage()));
        server.noteDisconnects(socket, "end");

        client.sends("2{not json");

        assertThat(server.notes).hasSize(2);
        assertThat(server.notes.get(0)).startsWith("error: ");
        assertThat(server.notes.get(1)).isEqualTo("end: forced close");
    }

    @Test
    void engineSaysMoreAboutTheEnd() {
        socket.onDisconnect((gone, reason) ->
                note(reason + ", " + gone.disconnectDescription().orElse("")));
        assertThat(socket.disconnectDescription()).isEmpty();

        client.session.lost(client.transport, CloseReason.TRANSPORT_ERROR, "overlap from client");
        server.run();

        assertThat(server.notes).containsExactly("transport error, overlap from client");
        assertThat(socket.disconnected()).isTrue();
    }
}
