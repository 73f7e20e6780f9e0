package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the application is told at the end, letter by letter. */
final class DisconnectTest {
    private final TestServer server = new TestServer();
    private FakeClient client;
    private Socket main;
    private Socket chat;

    @BeforeEach
    void connect() {
        server.server.of("/chat");
        client = server.client();
        main = client.joins("/");
        chat = client.joins("/chat");
        server.noteDisconnects(main, "main");
        server.noteDisconnects(chat, "chat");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void clientLeavesOneNamespace() {
        client.sends("1/chat,");

        assertThat(server.notes).containsExactly("chat: client namespace disconnect");
        assertThat(client.messages()).isEmpty();
        assertThat(main.connected()).isTrue();
    }

    @Test
    void serverDisconnectsOneNamespaceOnce() {
        chat.disconnect();
        chat.disconnect();
        server.run();

        assertThat(server.notes).containsExactly("chat: server namespace disconnect");
        assertThat(client.next()).isEqualTo("1/chat,");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void serverDisconnectsTheConnection() {
        chat.disconnect(true);
        server.run();

        assertThat(server.notes)
                .containsExactlyInAnyOrder("main: server namespace disconnect", "chat: server namespace disconnect");
        assertThat(client.messages()).containsExactlyInAnyOrder("1", "1/chat,");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void clientMayComeBackAsSoonAsItKnows() {
        chat.disconnect();
        assertThat(client.next()).isEqualTo("1/chat,");

        client.joins("/chat");
    }

    @Test
    void errorHandlersOfAllNamespacesHearOfWhatIsNoPacketBeforeTheEnd() {
        server.server.onError((event, failure) ->
                server.notes.add(event.socket().namespace().name() + " " + event.name() + ": " + failure.getMessage()));

        client.sends("2{}");

        assertThat(server.notes)
                .contains("/ error: invalid payload: \"{\" at 2 (expected: an array)")
                .containsSubsequence(
                        "/chat error: invalid payload: \"{\" at 2 (expected: an array)", "chat: forced close");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void serverStops() {
        server.close();
        server.run();

        assertThat(server.notes).containsExactlyInAnyOrder("main: server shutting down", "chat: server shutting down");
        assertThat(client.messages()).isEmpty();
    }

    @Test
    void clientDoesNotAnswerTheHeartbeat() {
        server.advance(Duration.ofSeconds(45));

        assertThat(server.notes).containsExactlyInAnyOrder("main: ping timeout", "chat: ping timeout");
    }

    @Test
    void connectionIsLost() {
        client.vanishes();

        assertThat(server.notes).containsExactlyInAnyOrder("main: transport close", "chat: transport close");
    }

    @Test
    void clientClosesTheConnection() {
        client.session.received(client.transport, TextPacket.of(PacketType.CLOSE, ""));
        server.run();

        assertThat(server.notes).containsExactlyInAnyOrder("main: transport close", "chat: transport close");
    }

    @Test
    void connectionFails() {
        client.session.lost(client.transport, CloseReason.TRANSPORT_ERROR, "broken pipe");
        server.run();

        assertThat(server.notes).containsExactlyInAnyOrder("main: transport error", "chat: transport error");
    }

    @Test
    void clientSendsGarbage() {
        client.session.lost(client.transport, CloseReason.PARSE_ERROR, null);
        server.run();

        assertThat(server.notes).containsExactlyInAnyOrder("main: parse error", "chat: parse error");
    }

    @Test
    void clientBreaksTheProtocolAndIsClosedAtOnce() {
        client.sends("2/never,[\"x\"]");

        assertThat(server.notes).containsExactlyInAnyOrder("main: forced close", "chat: forced close");
    }

    @Test
    void clientBreaksTheProtocolAndIsClosedWhenItHasBeenSentWhatWaits() {
        client.transport.settles = false;
        main.emit("waits");

        client.sends("2/never,[\"x\"]");

        assertThat(client.isClosed()).isFalse();
        assertThat(server.notes).containsExactlyInAnyOrder("main: forced server close", "chat: forced server close");
        server.advance(Duration.ofSeconds(30));
        assertThat(client.isClosed()).isTrue();
        assertThat(server.notes).hasSize(2);
    }

    @Test
    void whatIsNoPacketIsNoBreachAndClosesWithTheSameReasonWhenever() {
        client.transport.settles = false;
        main.emit("waits");

        client.sends("2{}");

        assertThat(server.notes).containsExactlyInAnyOrder("main: forced close", "chat: forced close");
    }

    @Test
    void reasonsAreTheProtocolsWords() {
        assertThat(DisconnectReason.values())
                .extracting(DisconnectReason::text)
                .containsExactly(
                        "client namespace disconnect",
                        "server namespace disconnect",
                        "server shutting down",
                        "ping timeout",
                        "transport close",
                        "transport error",
                        "parse error",
                        "forced close",
                        "forced server close");
    }

    /** mrniko/netty-socketio#570. */
    @Test
    void disconnectingSeesRoomsAndDisconnectDoesNot() {
        main.join("a", "b");
        main.onDisconnect((socket, reason) -> server.notes.add("after " + socket.rooms()));
        main.onDisconnecting(
                (socket, reason) -> server.notes.add("before " + socket.rooms().equals(Set.of("a", "b", socket.id()))));

        client.sends("1");

        assertThat(server.notes).containsExactly("before true", "main: client namespace disconnect", "after []");
    }

    /** socketio/socket.io#4067. */
    @Test
    void joinAfterDisconnectDoesNotRecreateRooms() {
        main.onDisconnecting((socket, reason) -> socket.join("ghost"));
        main.onDisconnect((socket, reason) -> socket.join("ghost"));

        client.sends("1");
        main.join("ghost");

        assertThat(server.server.of("/").to("ghost").sockets()).isEmpty();
        assertThat(main.rooms()).isEmpty();
    }

    @Test
    void othersMayBeToldFromTheDisconnectHandler() {
        FakeClient other = server.client();
        other.joins("/").join("a");
        main.join("a");
        main.onDisconnecting((socket, reason) ->
                socket.rooms().forEach(room -> socket.to(room).emit("left", socket.id())));

        client.sends("1");

        assertThat(other.next()).isEqualTo("2[\"left\",\"" + main.id() + "\"]");
    }

    @Test
    void disconnectListenerThatThrowsDisturbsNobody() {
        server.server.onError((event, failure) -> server.notes.add(event.name() + " " + failure.getMessage()));
        main.onDisconnecting((socket, reason) -> {
            throw new IllegalStateException("one");
        });
        main.onDisconnect((socket, reason) -> {
            throw new Error("two");
        });

        client.sends("1");

        assertThat(server.notes)
                .containsExactly("disconnecting one", "main: client namespace disconnect", "disconnect two");
    }

    @Test
    void listenersOfTheEndAreCalledBehindTheLastEvent() {
        main.on("x", event -> server.notes.add("event"));
        client.hands("2[\"x\"]");
        client.vanishes();

        // The event was under way when the connection broke: it is dropped, as the reference server does.
        assertThat(server.notes).containsExactlyInAnyOrder("main: transport close", "chat: transport close");
    }

    @Test
    void nothingRemainsOfAClientThatHasGone() {
        main.join("a");
        client.vanishes();

        assertThat(server.server.of("/").sockets()).isEmpty();
        assertThat(server.server.of("/chat").sockets()).isEmpty();
        assertThat(server.server.of("/").socket(main.id())).isEmpty();
        assertThat(server.server.clientsCount()).isZero();
    }
}
