package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Connection;
import ee.socketio.Connections.Overflow;
import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.EngineRevision;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What there is below namespaces. */
final class ConnectionTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    /** Notes what it is told. */
    private static final class Noting implements Connection.Listener {
        private final List<String> notes = new ArrayList<>();

        @Override
        public void packet(Connection connection, Connection.Packet packet) {
            notes.add("packet " + shown(packet));
        }

        @Override
        public void packetCreate(Connection connection, Connection.Packet packet) {
            notes.add("packetCreate " + shown(packet));
        }

        private static String shown(Connection.Packet packet) {
            return packet.type() + " "
                    + (packet instanceof Connection.Packet.Text text
                            ? text.data()
                            : ((Connection.Packet.Binary) packet).data().length + " bytes");
        }

        @Override
        public void heartbeat(Connection connection) {
            notes.add("heartbeat");
        }

        @Override
        public void upgrading(Connection connection, String transport) {
            notes.add("upgrading " + transport);
        }

        @Override
        public void upgrade(Connection connection, String transport) {
            notes.add("upgrade " + transport);
        }

        @Override
        public void flush(Connection connection) {
            notes.add("flush");
        }

        @Override
        public void drain(Connection connection) {
            notes.add("drain");
        }

        @Override
        public void close(Connection connection, DisconnectReason reason, Optional<String> description) {
            notes.add("close " + reason + description.map(more -> ", " + more).orElse(""));
        }
    }

    @Test
    void connectionTellsWhatItIs() {
        server.server.of("/chat");
        FakeClient client = server.pollingClient();
        Socket main = client.joins("/");
        Socket chat = client.joins("/chat");

        Connection connection = main.connection();

        assertThat(chat.connection()).isSameAs(connection);
        assertThat(connection.sockets()).containsExactlyInAnyOrder(main, chat);
        assertThat(connection.transport()).isEqualTo("polling");
        assertThat(connection.protocol()).isEqualTo(4);
        assertThat(connection.address()).isEqualTo("192.0.2.1");
        assertThat(connection.state()).isEqualTo(Connection.State.OPEN);
        assertThat(connection.upgraded()).isFalse();
        assertThat(connection.toString()).as("the id is a secret").doesNotContain(client.session.id());
        assertThat(server.server.connections().all()).containsExactly(connection);
        assertThat(server.server.clientsCount()).isEqualTo(1);
    }

    @Test
    void rawMessagesTakeTheirTurnAmongEventsAsTheyAre() {
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);

        socket.emit("a", new byte[] {9});
        socket.connection().send("no packet").send(bytes).send("");
        bytes.put(1, (byte) 7);
        socket.emit("b");
        server.run();

        assertThat(client.messages())
                .containsExactly(
                        "51-[\"a\",{\"_placeholder\":true,\"num\":0}]", "<09>", "no packet", "<02 03>", "", "2[\"b\"]");
        assertThat(bytes.position()).isEqualTo(1);
    }

    @Test
    void rawMessagesCountAgainstTheBound() {
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        client.transport.settles = false;

        socket.connection().send("x".repeat(TestServer.MAX_QUEUE)).send("x".repeat(TestServer.MAX_QUEUE));
        server.run();

        assertThat(socket.connection().state()).isEqualTo(Connection.State.CLOSED);
        assertThat(server.server.connections().overflows(Overflow.NOT_READING)).isEqualTo(1);
        socket.connection().send("dropped");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void listenerIsToldOfMessagesAheadOfTheirDecoding() {
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        socket.connection().addListener(new Connection.Listener() {
            @Override
            public void message(Connection connection, String text) {
                server.notes.add(text);
            }

            @Override
            public void message(Connection connection, ByteBuffer bytes) {
                server.notes.add(bytes.remaining() + " bytes" + (bytes.isReadOnly() ? "" : " that can be changed"));
            }
        });

        client.sends("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "<01 02>");
        client.pongs();
        client.sends("no packet");

        assertThat(server.notes)
                .containsExactly("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "2 bytes", "no packet");
        assertThat(socket.connection().state()).isEqualTo(Connection.State.CLOSED);
    }

    @Test
    void revisionOfAnOlderClientIs3() {
        server.client(EngineRevision.V3);

        assertThat(server.server.connections().all())
                .extracting(Connection::protocol)
                .containsExactly(3);
    }

    @Test
    void connectionEndsWhenWhatWaitsHasBeenSent() {
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        server.noteDisconnects(socket, "end");
        client.transport.settles = false;
        socket.emit("last");

        socket.connection().close();
        server.run();
        assertThat(socket.connection().state()).isEqualTo(Connection.State.CLOSING);
        client.vanishes();

        assertThat(socket.connection().state()).isEqualTo(Connection.State.CLOSED);
        assertThat(client.messages()).as("no DISCONNECT packet").containsExactly("2[\"last\"]");
        assertThat(server.notes).containsExactly("end: transport close");
    }

    @Test
    void listenerIsToldOfPacketsAndTheirSendingInOrder() {
        Noting noting = new Noting();
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        socket.connection().addListener(noting);
        socket.on("x", event -> socket.emit("y", new byte[2]));

        client.sends("2[\"x\"]");

        assertThat(noting.notes)
                .containsExactly(
                        "packet message 2[\"x\"]",
                        "packetCreate message 51-[\"y\",{\"_placeholder\":true,\"num\":0}]",
                        "packetCreate message 2 bytes",
                        "flush",
                        "drain");
    }

    @Test
    void listenerIsToldOfHeartbeatsAndTheEndUnlessItHasBeenTakenAway() {
        Noting noting = new Noting();
        Noting other = new Noting();
        FakeClient client = server.client();
        Connection connection = client.joins("/").connection();
        connection.addListener(noting).addListener(other).removeListener(other);

        server.advance(Duration.ofSeconds(25));
        client.pongs();
        client.vanishes();

        assertThat(noting.notes)
                .containsExactly(
                        "packetCreate ping ", "flush", "drain", "packet pong ", "heartbeat", "close transport close");
        assertThat(other.notes).isEmpty();
    }

    @Test
    void listenerIsToldOfAnUpgrade() {
        Noting noting = new Noting();
        FakeClient client = server.pollingClient();
        Connection connection = client.joins("/").connection();
        connection.addListener(noting);

        client.upgrades();

        assertThat(noting.notes).contains("upgrading websocket", "upgrade websocket");
        assertThat(connection.upgraded()).isTrue();
        assertThat(connection.transport()).isEqualTo("websocket");
    }

    @Test
    void listenerThatThrowsDisturbsNobody() {
        Noting noting = new Noting();
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        socket.connection()
                .addListener(new Connection.Listener() {
                    @Override
                    public void packet(Connection connection, Connection.Packet packet) {
                        throw new IllegalStateException("provoked");
                    }
                })
                .addListener(noting);

        client.sends("20[\"x\"]");

        assertThat(noting.notes).containsExactly("packet message 20[\"x\"]");
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void newConnectionIsToldAheadOfItsFirstPacket() {
        Noting noting = new Noting();
        server.server.connections().onOpen(connection -> connection.addListener(noting));
        server.server.connections().onOpen(connection -> {
            throw new IllegalStateException("provoked");
        });

        FakeClient client = server.client();
        client.hands("0");
        server.run();

        assertThat(noting.notes).contains("packet message 0");
    }

    @Test
    void clientThatDoesNotReadIsCountedAndTold() {
        server.server.connections().onOverflow((connection, kind) -> server.notes.add(kind + " " + connection.state()));
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        client.transport.settles = false;

        socket.emit("a", "x".repeat(TestServer.MAX_QUEUE / 2));
        socket.emit("b", "x".repeat(TestServer.MAX_QUEUE / 2));
        server.run();

        assertThat(server.notes).containsExactly("NOT_READING CLOSED");
        assertThat(server.server.connections().overflows(Overflow.NOT_READING)).isEqualTo(1);
        assertThat(server.server.connections().overflows(Overflow.FLOODING)).isZero();
        assertThat(socket.disconnectDescription().orElseThrow()).startsWith("outbound queue: ");
    }

    @Test
    void clientThatSendsFasterThanItsHandlersWorkIsCountedAndTold() {
        server.server.connections().onOverflow((connection, kind) -> server.notes.add(kind.toString()));
        FakeClient client = server.client();
        Socket socket = client.joins("/").on("x", event -> {});

        client.hands("2[\"x\",\"" + "x".repeat(TestServer.MAX_BACKLOG) + "\"]");
        server.run();

        assertThat(server.notes).containsExactly("FLOODING");
        assertThat(server.server.connections().overflows(Overflow.FLOODING)).isEqualTo(1);
        assertThat(socket.disconnectDescription().orElseThrow()).startsWith("waiting for handlers: ");
    }

    @Test
    void droppedVolatileEventsAreCountedAndToldOnce() {
        try (TestServer lenient = new TestServer(QueuePolicy.DROP_VOLATILE_THEN_DISCONNECT)) {
            lenient.server.connections().onOverflow((connection, kind) -> lenient.notes.add(kind.toString()));
            FakeClient client = lenient.client();
            Socket socket = client.joins("/");
            client.transport.settles = false;
            for (int i = 0; i < 5; i++) {
                socket.asVolatile().emit("x", "x".repeat(TestServer.MAX_QUEUE / 2));
            }
            lenient.run();

            assertThat(lenient.notes).containsExactly("VOLATILE_DROPPED");
            assertThat(lenient.server.connections().overflows(Overflow.VOLATILE_DROPPED))
                    .isEqualTo(4);
            assertThat(socket.connected()).isTrue();
        }
    }
}
