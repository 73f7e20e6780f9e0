package ee.socketio.server;

import ee.socketio.Connection;
import ee.socketio.Connection.Listener;
import ee.socketio.Connection.Packet;
import ee.socketio.DisconnectReason;
import ee.socketio.engine.TrafficListener;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells the listeners of one connection, in order and on threads that may block. */
final class ConnectionTraffic implements TrafficListener {
    private final Connection connection;
    private final SocketConnection owner;
    private final SerialExecutor calls;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    ConnectionTraffic(Connection connection, SocketConnection owner) {
        this.connection = connection;
        this.owner = owner;
        calls = new SerialExecutor(owner.server().executor(), owner.backlog(), SerialExecutor.Gathering.NONE);
        calls.start();
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    private void tell(int bytes, Consumer<Listener> call) {
        if (!listeners.isEmpty()) {
            calls.execute(() -> callAll(call), Backlog.cost(bytes));
            owner.limitBacklog();
        }
    }

    private boolean callAll(Consumer<Listener> call) {
        for (Listener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException | Error e) {
                owner.server().failureLog().log("SIO-0403 A listener of a connection failed", e);
            }
        }
        return true;
    }

    @Override
    public void received(EnginePacket packet) {
        tell(packet.size(), listener -> {
            listener.packet(connection, seen(packet));
            tellMessage(listener, packet);
        });
    }

    private void tellMessage(Listener listener, EnginePacket packet) {
        if (packet instanceof BinaryPacket binary) {
            listener.message(connection, ByteBuffer.wrap(binary.data()).asReadOnlyBuffer());
        } else if (packet instanceof TextPacket text && text.type() == PacketType.MESSAGE) {
            listener.message(connection, text.data());
        }
    }

    @Override
    public void created(EnginePacket packet) {
        tell(packet.size(), listener -> listener.packetCreate(connection, seen(packet)));
    }

    private static Packet seen(EnginePacket packet) {
        return packet instanceof BinaryPacket binary
                ? new Packet.Binary(binary.data())
                : new Packet.Text(packet.type().name().toLowerCase(Locale.ROOT), ((TextPacket) packet).data());
    }

    @Override
    public void heartbeat() {
        tell(0, listener -> listener.heartbeat(connection));
    }

    @Override
    public void upgrading(TransportName candidate) {
        tell(0, listener -> listener.upgrading(connection, candidate.text()));
    }

    @Override
    public void upgraded(TransportName carrier) {
        tell(0, listener -> listener.upgrade(connection, carrier.text()));
    }

    @Override
    public void flushed() {
        tell(0, listener -> listener.flush(connection));
    }

    @Override
    public void drained() {
        tell(0, listener -> listener.drain(connection));
    }

    /** It has ended; nothing follows. */
    void closed(DisconnectReason reason, Optional<String> description) {
        calls.execute(() -> callAll(listener -> listener.close(connection, reason, description)), 0);
    }
}
