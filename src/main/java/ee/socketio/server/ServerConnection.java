package ee.socketio.server;

import ee.socketio.Connection;
import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A session as applications see it. */
final class ServerConnection implements Connection {
    private final SocketConnection connection;
    private final EngineSession session;

    /** Most applications never listen: what that needs is made for the first who does. */
    private final AtomicReference<@Nullable ConnectionTraffic> traffic = new AtomicReference<>();

    ServerConnection(SocketConnection connection, EngineSession session) {
        this.connection = connection;
        this.session = session;
    }

    @Override
    public String transport() {
        return session.transport().text();
    }

    @Override
    public int protocol() {
        return session.revision() == EngineRevision.V3 ? 3 : 4;
    }

    @Override
    public String address() {
        return session.request().address();
    }

    @Override
    public State state() {
        return switch (session.state()) {
            case OPEN -> State.OPEN;
            case CLOSING -> State.CLOSING;
            case CLOSED -> State.CLOSED;
        };
    }

    @Override
    public boolean upgraded() {
        return session.isUpgraded();
    }

    @Override
    public Collection<Socket> sockets() {
        return List.copyOf(connection.sockets());
    }

    @Override
    public Connection send(String text) {
        return send(TextPacket.of(PacketType.MESSAGE, text));
    }

    @Override
    public Connection send(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return send(new BinaryPacket(copy));
    }

    private Connection send(EnginePacket message) {
        connection.send(OutboundMessage.of(List.of(message), true));
        return this;
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public Connection addListener(Listener listener) {
        ConnectionTraffic made = new ConnectionTraffic(this, connection);
        ConnectionTraffic known = traffic.compareAndExchange(null, made);
        if (known == null) {
            made.add(listener);
            session.observe(made);
        } else {
            known.add(listener);
        }
        return this;
    }

    @Override
    public Connection removeListener(Listener listener) {
        ConnectionTraffic told = traffic.get();
        if (told != null) {
            told.remove(listener);
        }
        return this;
    }

    /** It has ended. */
    void closed(DisconnectReason reason, @Nullable String description) {
        ConnectionTraffic told = traffic.get();
        if (told != null) {
            told.closed(reason, Optional.ofNullable(description));
        }
    }

    @Override
    public String toString() {
        return "Connection[" + address() + " " + transport() + " " + state() + "]";
    }
}
