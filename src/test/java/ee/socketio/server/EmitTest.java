package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a client. */
final class EmitTest {
    private final TestServer server = new TestServer();
    private FakeClient client;
    private Socket socket;

    @BeforeEach
    void connect() {
        client = server.client();
        socket = client.joins("/");
        server.server.onError(
                (event, failure) -> server.notes.add("failed " + event.name() + ": " + failure.getMessage()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void note(String text) {
        server.notes.add(text);
    }

    @Test
    void emitWritesNameAndArgumentsCompactly() {
        socket.emit("x", "a", 1, null, List.of(1, 2), Map.of("k", "v"));
        socket.send("hello");
        socket.emit("none");

        assertThat(client.messages())
                .containsExactly(
                        "2[\"x\",\"a\",1,null,[1,2],{\"k\":\"v\"}]", "2[\"message\",\"hello\"]", "2[\"none\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNameIsRefusedEverywhere(String name) {
        String message = '"' + name + "\" is a reserved event name";
        assertThatThrownBy(() -> socket.emit(name)).hasMessage(message);
        assertThatThrownBy(() -> socket.asVolatile().emit(name)).hasMessage(message);
        assertThatThrownBy(() -> socket.emitWithAck(name)).hasMessage(message);
        assertThatThrownBy(() -> server.server.of("/").emit(name)).hasMessage(message);
        assertThatThrownBy(() -> server.server.of("/").to("r").emit(name)).hasMessage(message);
        assertThatThrownBy(() -> server.server.of("/").emitWithAck(name)).hasMessage(message);
        assertThat(client.messages()).isEmpty();
    }

    @Test
    void unwritableArgumentIsThrownToTheCallerAndHasNoEffect() {
        Object[] cycle = new Object[1];
        cycle[0] = cycle;

        assertThatThrownBy(() -> socket.emit("x", (Object) cycle)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.emitWithAck("x", (Object) cycle)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.server.of("/").emit("x", (Object) cycle))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(client.messages()).isEmpty();
        socket.emit("y");
        assertThat(client.next()).isEqualTo("2[\"y\"]");
    }

    @Test
    void volatileEventIsDroppedAsAWholeWhenTheConnectionIsBusy() {
        socket.asVolatile().emit("one", new byte[] {1});
        client.transport.settles = false;
        socket.emit("two");
        socket.asVolatile().emit("three", new byte[] {3});
        server.server.of("/").asVolatile().emit("four");
        socket.emit("five");

        assertThat(client.messages())
                .containsExactly("51-[\"one\",{\"_placeholder\":true,\"num\":0}]", "<01>", "2[\"two\"]");
    }

    @Test
    void secondOfTwoVolatileBroadcastsOfBytesIsDropped() {
        client.transport.settles = false;

        server.server.of("/").asVolatile().emit("one", new byte[] {1});
        server.server.of("/").asVolatile().emit("two", new byte[] {2});

        assertThat(client.messages()).containsExactly("51-[\"one\",{\"_placeholder\":true,\"num\":0}]", "<01>");
    }

    @Test
    void volatileEventIsDroppedWhileNoPollIsPending() {
        FakeClient polling = server.pollingClient();
        Socket other = polling.joins("/");
        polling.transport.writable = false;

        other.asVolatile().emit("lost");
        other.emit("kept");
        polling.transport.writable = true;
        polling.session.drain();

        assertThat(polling.messages()).containsExactly("2[\"kept\"]");
    }

    @Test
    void compressionIsAskedForUnlessSwitchedOff() {
        socket.emit("x");
        socket.compress(false).emit("x");
        server.server.of("/").compress(false).emit("x");

        int last = client.transport.messages.size();
        assertThat(client.transport.messages.subList(last - 3, last))
                .extracting(message -> message.compress())
                .containsExactly(true, false, false);
    }

    @Test
    void outgoingListenerSeesWhatIsSentToItsSocketWithRealBytes() {
        socket.onAnyOutgoing(
                (name, arguments) -> note(name + arguments.size() + Arrays.toString(arguments.get(0, byte[].class))));
        Socket.OutgoingListener removed = (name, arguments) -> note("removed");
        socket.onAnyOutgoing(removed).offAnyOutgoing(removed);

        socket.emit("direct", new byte[] {1});
        server.server.of("/").emit("to all", new byte[] {2}, 3);
        server.server.of("/").except(socket.id()).emit("to others");
        socket.emitWithAck("asked", new byte[] {4});

        assertThat(server.notes).containsExactly("direct1[1]", "to all2[2]", "asked1[4]");
    }

    @Test
    void outgoingListenerThatThrowsDoesNotKeepTheEventBack() {
        socket.onAnyOutgoing((name, arguments) -> {
            throw new IllegalStateException("broken");
        });

        server.server.of("/").emit("x");

        assertThat(client.next()).isEqualTo("2[\"x\"]");
        assertThat(server.notes).containsExactly("failed x: broken");
    }

    @Test
    void whatIsSentToASocketThatHasGoneIsDropped() {
        client.sends("1");

        socket.emit("x");
        socket.join("r");

        assertThat(client.messages()).isEmpty();
        assertThat(socket.rooms()).isEmpty();
        assertThat(server.server.of("/").to("r").sockets()).isEmpty();
    }
}
