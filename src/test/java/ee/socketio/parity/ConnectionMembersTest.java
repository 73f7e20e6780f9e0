package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Connection;
import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
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

/** What the official server's {@code socket.conn} offers, one member or event a test. */
final class ConnectionMembersTest {
    private final TestServer server = new TestServer();
    private final FakeClient client = server.pollingClient();
    private final Socket socket = client.joins("/");
    private final Connection conn = socket.connection();
    private final List<String> notes = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    /** The id is a secret of the client's, told nobody. */
    @Test
    void id() {
        assertThat(conn.toString()).doesNotContain(client.session.id());
        assertThat(socket.id()).isNotEqualTo(client.session.id());
    }

    @Test
    void transportName() {
        assertThat(conn.transport()).isEqualTo("polling");

        client.upgrades();

        assertThat(conn.transport()).isEqualTo("websocket");
    }

    @Test
    void protocol() {
        server.client(EngineRevision.V3);

        assertThat(server.server.connections().all())
                .extracting(Connection::protocol)
                .containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void remoteAddress() {
        assertThat(conn.address()).isEqualTo("192.0.2.1");
    }

    @Test
    void readyState() {
        assertThat(conn.state()).isEqualTo(Connection.State.OPEN);

        client.vanishes();

        assertThat(conn.state()).isEqualTo(Connection.State.CLOSED);
    }

    @Test
    void upgraded() {
        assertThat(conn.upgraded()).isFalse();

        client.upgrades();

        assertThat(conn.upgraded()).isTrue();
    }

    /** What waits goes first. */
    @Test
    void closing() {
        client.transport.writable = false;
        socket.emit("last words");

        conn.close();
        assertThat(conn.state()).isEqualTo(Connection.State.CLOSING);
        client.transport.writable = true;
        client.session.drain();

        assertThat(client.messages()).containsExactly("2[\"last words\"]");
        assertThat(conn.state()).isEqualTo(Connection.State.CLOSED);
    }

    private static String shown(Connection.Packet packet) {
        return packet instanceof Connection.Packet.Text text ? packet.type() + " " + text.data() : packet.type();
    }

    @Test
    void packet() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void packet(Connection connection, Connection.Packet packet) {
                notes.add(shown(packet));
            }
        });

        client.sends("2[\"x\"]");

        assertThat(notes).containsExactly("message 2[\"x\"]");
    }

    /** A message of Engine.IO: no packet of Socket.IO is made of it. */
    @Test
    void send() {
        conn.send("raw").send(ByteBuffer.wrap(new byte[] {1, 2}));

        assertThat(client.messages()).containsExactly("raw", "<01 02>");
    }

    @Test
    void data() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void message(Connection connection, String text) {
                notes.add(text);
            }
        });

        client.sends("2[\"x\"]");

        assertThat(notes).containsExactly("2[\"x\"]");
    }

    @Test
    void packetCreate() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void packetCreate(Connection connection, Connection.Packet packet) {
                notes.add(shown(packet));
            }
        });

        socket.emit("x");
        server.run();

        assertThat(notes).containsExactly("message 2[\"x\"]");
    }

    @Test
    void heartbeat() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void heartbeat(Connection connection) {
                notes.add("heartbeat");
            }
        });

        server.advance(Duration.ofSeconds(25));
        assertThat(notes).isEmpty();
        client.pongs();
        server.run();

        assertThat(notes).containsExactly("heartbeat");
    }

    @Test
    void upgrading() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void upgrading(Connection connection, String transport) {
                notes.add(transport);
            }
        });

        client.upgrades();

        assertThat(notes).containsExactly("websocket");
    }

    @Test
    void upgrade() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void upgrade(Connection connection, String transport) {
                notes.add(transport + " " + connection.upgraded());
            }
        });

        client.upgrades();

        assertThat(notes).containsExactly("websocket true");
    }

    @Test
    void flush() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void flush(Connection connection) {
                notes.add("flush");
            }
        });

        socket.emit("x");
        server.run();

        assertThat(notes).containsExactly("flush");
    }

    @Test
    void drain() {
        FakeClient other = server.client();
        Socket stuck = other.joins("/");
        other.transport.settles = false;
        Connection.Listener listener = new Connection.Listener() {
            @Override
            public void drain(Connection connection) {
                notes.add(connection.transport());
            }
        };
        conn.addListener(listener);
        stuck.connection().addListener(listener);

        stuck.emit("handed over and not taken");
        socket.emit("taken");
        server.run();

        assertThat(notes).containsExactly("polling");
    }

    @Test
    void closed() {
        conn.addListener(new Connection.Listener() {
            @Override
            public void close(Connection connection, DisconnectReason reason, Optional<String> description) {
                notes.add(reason.text());
            }
        });

        server.advance(Duration.ofSeconds(45));

        assertThat(notes).containsExactly("ping timeout");
    }
}
