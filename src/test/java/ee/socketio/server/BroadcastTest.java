package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.BroadcastOperator;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BroadcastTest {
    private final TestServer server = new TestServer();
    private final Namespace namespace = server.server.of("/");
    private final FakeClient[] clients = new FakeClient[4];
    private final Socket[] sockets = new Socket[4];

    @BeforeEach
    void connect() {
        for (int i = 0; i < 4; i++) {
            clients[i] = server.client();
            sockets[i] = clients[i].joins("/");
        }
        sockets[0].join("a", "b");
        sockets[1].join("a");
        sockets[2].join("b", "c");
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** How many times each of the four got it. */
    private String received() {
        StringBuilder counts = new StringBuilder();
        for (FakeClient client : clients) {
            counts.append(client.messages().size());
        }
        return counts.toString();
    }

    @Test
    void operatorsReachWhomTheyNameOnce() {
        namespace.emit("x");
        assertThat(received()).isEqualTo("1111");
        namespace.to("a").emit("x");
        assertThat(received()).isEqualTo("1100");
        namespace.to("a", "b").to("c").emit("x");
        assertThat(received()).isEqualTo("1110");
        namespace.in("a").except("b").emit("x");
        assertThat(received()).isEqualTo("0100");
        namespace.except("a", "c").emit("x");
        assertThat(received()).isEqualTo("0001");
        namespace.except(sockets[1].id()).emit("x");
        assertThat(received()).isEqualTo("1011");
        namespace.to(sockets[3].id()).emit("x");
        assertThat(received()).isEqualTo("0001");
        namespace.to(sockets[0].id(), "a").emit("x");
        assertThat(received()).isEqualTo("1100");
        namespace.to("nobody").emit("x");
        assertThat(received()).isEqualTo("0000");
    }

    @Test
    void senderIsLeftOut() {
        sockets[0].broadcast().emit("x");
        assertThat(received()).isEqualTo("0111");
        sockets[0].to("a").emit("x");
        assertThat(received()).isEqualTo("0100");
        sockets[3].in("a", "b").emit("x");
        assertThat(received()).isEqualTo("1110");
        sockets[0].except("c").emit("x");
        assertThat(received()).isEqualTo("0101");
        sockets[0].to(sockets[0].id()).emit("x");
        assertThat(received()).isEqualTo("0000");
    }

    @Test
    void operatorIsImmutableAndMayBeKept() {
        BroadcastOperator a = namespace.to("a");
        a.to("c");
        a.except("b");

        a.emit("x");
        assertThat(received()).isEqualTo("1100");
        a.emit("x");
        assertThat(received()).isEqualTo("1100");
    }

    @Test
    void operatorOfASocketIsImmutableToo() {
        BroadcastOperator a = sockets[0].to("a");
        BroadcastOperator ac = a.to("c");
        BroadcastOperator c = ac.except("a");

        c.emit("x");
        assertThat(received()).isEqualTo("0010");
        ac.emit("x");
        assertThat(received()).isEqualTo("0110");
        a.emit("x");
        assertThat(received()).isEqualTo("0100");
    }

    @Test
    void noRoomsAreNotEverybody() {
        assertThatThrownBy(() -> namespace.to()).hasMessage("rooms: none (expected: at least one)");
        assertThatThrownBy(() -> sockets[0].to(new String[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joiningTwiceAndLeavingWhatOneIsNotInIsHarmless() {
        sockets[3].join("d", "d");
        sockets[3].join("d");
        sockets[3].leave("a", "a");

        assertThat(sockets[3].rooms()).containsExactlyInAnyOrder("d", sockets[3].id());
        sockets[3].leave("d");
        assertThat(sockets[3].rooms()).containsExactly(sockets[3].id());
    }

    @Test
    void ownRoomIsNotLeft() {
        sockets[3].leave(sockets[3].id());

        namespace.to(sockets[3].id()).emit("x");

        assertThat(received()).isEqualTo("0001");
    }

    @Test
    void oneMayJoinTheRoomOfAnother() {
        sockets[3].join(sockets[0].id());

        namespace.to(sockets[0].id()).emit("x");
        assertThat(received()).isEqualTo("1001");
        sockets[0].disconnect();
        received();
        namespace.to(sockets[0].id()).emit("x");
        assertThat(received()).isEqualTo("0001");
    }

    @Test
    void addressedSocketsCanBeListedMovedAndDisconnected() {
        assertThat(namespace.to("a").sockets()).containsExactlyInAnyOrder(sockets[0], sockets[1]);
        assertThat(namespace.socket(sockets[2].id())).contains(sockets[2]);
        assertThat(namespace.socket("nobody")).isEmpty();

        namespace.to("a").socketsJoin("d", "d");
        namespace.in("a").socketsLeave("a");
        assertThat(namespace.to("a").sockets()).isEmpty();
        assertThat(namespace.to("d").sockets()).hasSize(2);

        namespace.to("d").disconnectSockets();
        assertThat(namespace.sockets()).containsExactlyInAnyOrder(sockets[2], sockets[3]);
        assertThat(clients[0].next()).isEqualTo("1");
        assertThat(clients[0].isClosed()).isFalse();

        namespace.to("c").disconnectSockets(true);
        assertThat(clients[2].isClosed()).isTrue();
    }

    @Test
    void otherNamespaceHearsNothing() {
        server.server.of("/other");
        Socket other = clients[0].joins("/other");
        other.join("a");

        namespace.to("a").emit("x");
        namespace.emit("x");
        server.server.of("/other").to("a").emit("y");

        assertThat(clients[0].messages()).containsExactly("2[\"x\"]", "2[\"x\"]", "2/other,[\"y\"]");
    }

    @Test
    void sendIsAnEventNamedMessage() {
        namespace.send("all");
        namespace.to("c").send("room", 2);
        sockets[0].broadcast().send();

        assertThat(clients[2].messages())
                .containsExactly("2[\"message\",\"all\"]", "2[\"message\",\"room\",2]", "2[\"message\"]");
    }

    @Test
    void argumentsMayBeChangedAfterTheyWereSent() {
        StringBuilder text = new StringBuilder("before");
        clients[0].transport.settles = false;
        namespace.emit("x", text);
        text.append(" after");
        namespace.emit("y");

        assertThat(clients[0].messages()).containsExactly("2[\"x\",\"before\"]");
    }

    @Test
    void clientsAreCounted() {
        server.client();
        assertThat(server.server.clientsCount()).isEqualTo(5);
        clients[0].vanishes();
        assertThat(server.server.clientsCount()).isEqualTo(4);
    }
}
