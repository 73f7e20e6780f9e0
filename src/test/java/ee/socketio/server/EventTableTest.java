package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import ee.socketio.Socket.Listener;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners that many sockets share are each socket's own to every eye. */
final class EventTableTest {
    private final TestServer server = new TestServer();
    private final Listener shared = event -> server.notes.add("shared");
    private final FakeClient client = server.client();
    private final Socket socket = listening(client);
    private final FakeClient otherClient = server.client();
    private final Socket other = listening(otherClient);

    private Socket listening(FakeClient joining) {
        Socket joined = joining.joins("/");
        server.server.listen(joined, EventTable.of(Map.of("x", shared)));
        return joined;
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void emits(FakeClient from) {
        from.sends("2[\"x\"]");
    }

    @Test
    void areCalledAheadOfThoseThatAreAddedLater() {
        socket.on("x", event -> server.notes.add("later"));

        emits(client);

        assertThat(server.notes).containsExactly("shared", "later");
    }

    @Test
    void areCalledBehindThoseThatWereThereBefore() {
        Socket third = server.client().joins("/");
        third.on("x", event -> server.notes.add("before"));
        server.server.listen(third, EventTable.of(Map.of("x", shared, "y", shared)));

        assertThat(third.listeners("x")).hasSize(2).last().isSameAs(shared);
        assertThat(third.eventNames()).containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void areRemovedFromOneSocketOnly() {
        socket.off("x", shared);

        emits(client);
        assertThat(server.notes).isEmpty();
        emits(otherClient);
        assertThat(server.notes).containsExactly("shared");
        assertThat(socket.eventNames()).isEmpty();
        assertThat(other.listeners("x")).containsExactly(shared);
    }

    @Test
    void areRemovedByNameFromOneSocketOnly() {
        socket.off("x");

        assertThat(socket.listeners("x")).isEmpty();
        assertThat(other.listeners("x")).containsExactly(shared);
    }

    @Test
    void listenerThatIsCalledOnceLeavesThemAlone() {
        socket.once("x", event -> server.notes.add("once"));

        emits(client);
        emits(client);

        assertThat(server.notes).containsExactly("shared", "once", "shared");
        assertThat(socket.listeners("x")).containsExactly(shared);
    }

    @Test
    void reservedNameIsNone() {
        assertThatThrownBy(() -> EventTable.of(Map.of("disconnect", shared)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"disconnect\" is a reserved event name");
    }
}
