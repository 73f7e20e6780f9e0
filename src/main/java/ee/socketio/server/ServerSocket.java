package ee.socketio.server;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Member;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.SocketPacket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <h2>Stages</h2>
 *
 * JOINING while middlewares run, ENTERED while connect handlers run (in rooms, but what is sent to it is held back),
 * CONNECTED once the CONNECT packet has left, GONE.
 *
 * <h2>Threads</h2>
 *
 * Packets come on a container's thread and are put into {@code events}, which starts when the client is connected and
 * runs the handlers in order; acknowledgements are passed on at once, because a handler may be waiting for one. The
 * end may come from anywhere: rooms are left at once, the listeners run after the last event.
 */
final class ServerSocket implements Socket, Member {
    private enum Stage {
        JOINING,
        ENTERED,
        CONNECTED,
        GONE
    }

    private final SocketConnection connection;
    private final ServerNamespace namespace;
    private final String id;
    private final SocketHandshake handshake;
    private final SerialExecutor events;
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>();
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final List<Listener> anyListeners = new CopyOnWriteArrayList<>();
    private final List<DisconnectListener> disconnectingListeners = new CopyOnWriteArrayList<>();
    private final List<DisconnectListener> disconnectListeners = new CopyOnWriteArrayList<>();
    private final Map<Long, PendingAck> pendingAcks = new ConcurrentHashMap<>();

    /** Guards what follows, and every change of {@code stage}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ArrayDeque<OutboundMessage> held = new ArrayDeque<>(0);
    private long heldBytes;
    private volatile boolean released;
    private volatile Stage stage = Stage.JOINING;
    private volatile @Nullable Set<String> lastRooms;

    ServerSocket(SocketConnection connection, ServerNamespace namespace, String id, SocketHandshake handshake) {
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = handshake;
        events = new SerialExecutor(connection.server().executor(), connection::cork, connection::uncork);
    }

    // ---- the way in

    /** Enters the namespace; false when the client has gone meanwhile. */
    boolean enter() {
        lock.lock();
        try {
            if (stage != Stage.JOINING) {
                return false;
            }
            stage = Stage.ENTERED;
            namespace.adapter().add(this);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All connect handlers have returned. */
    void accepted() {
        connection.joined();
        connection.send(connection.connectMessage(this));
        release();
        lock.lock();
        try {
            if (stage == Stage.ENTERED) {
                stage = Stage.CONNECTED;
            }
        } finally {
            lock.unlock();
        }
        events.start();
    }

    /** Sends what was held back; messages that come meanwhile wait behind it. */
    private void release() {
        while (true) {
            List<OutboundMessage> batch;
            lock.lock();
            try {
                if (held.isEmpty()) {
                    released = true;
                    return;
                }
                batch = new ArrayList<>(held);
                held.clear();
            } finally {
                lock.unlock();
            }
            batch.forEach(connection::send);
        }
    }

    /** A middleware or connect handler has refused the client. */
    void refused(String message, @Nullable Object data) {
        lock.lock();
        try {
            if (stage == Stage.GONE) {
                return;
            }
            stage = Stage.GONE;
            held.clear();
        } finally {
            lock.unlock();
        }
        namespace.adapter().remove(this);
        abandonAcks();
        connection.refused(this, message, data);
    }

    // ---- what comes from the client

    /** An event has come. */
    void received(SocketPacket.Event packet) {
        JsonArray array = packet.args();
        events.execute(() -> dispatch(packet), array.text().length());
        connection.limitBacklog(events.waitingBytes());
    }

    private void dispatch(SocketPacket.Event packet) {
        String name = packet.name();
        if (stage == Stage.GONE || name == null) {
            return;
        }
        String ackId = packet.id();
        Arguments arguments =
                new ReceivedArguments(connection.server().binding(), packet.args(), 1, packet.attachments());
        Ack ack = ackId == null ? ClientAck.NONE : new ClientAck(this, ackId);
        Event event = new ReceivedEvent(name, this, arguments, ack);
        call(anyListeners, event);
        call(listeners.getOrDefault(name, List.of()), event);
    }

    private void call(List<Listener> called, Event event) {
        for (Listener listener : called) {
            guard(() -> event, () -> listener.received(event));
        }
    }

    /** Runs a handler; what it throws costs that call and nothing else. */
    private void guard(Supplier<Event> event, Handler handler) {
        try {
            handler.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            namespace.failed(event.get(), e);
        }
    }

    @FunctionalInterface
    private interface Handler {
        void run() throws Exception;
    }

    /** An acknowledgement has come. */
    void received(SocketPacket.Ack packet) {
        PendingAck pending = pendingAcks.remove(packet.number());
        if (pending != null) {
            pending.received(
                    new ReceivedArguments(connection.server().binding(), packet.args(), 0, packet.attachments()));
        }
    }

    // ---- the end

    /** The client has gone; does nothing when it had gone before. */
    void closed(DisconnectReason reason) {
        boolean hadEntered;
        lock.lock();
        try {
            if (stage == Stage.GONE) {
                return;
            }
            hadEntered = stage != Stage.JOINING;
            stage = Stage.GONE;
            lastRooms = namespace.adapter().remove(this);
        } finally {
            lock.unlock();
        }
        connection.left(this);
        abandonAcks();
        if (hadEntered) {
            events.execute(() -> sayGoodbye(reason), 0);
        }
    }

    private void sayGoodbye(DisconnectReason reason) {
        call(disconnectingListeners, reason, "disconnecting");
        lastRooms = null;
        call(disconnectListeners, reason, "disconnect");
    }

    private void call(List<DisconnectListener> called, DisconnectReason reason, String name) {
        for (DisconnectListener listener : called) {
            guard(
                    () -> new ReceivedEvent(
                            name,
                            this,
                            new ReceivedArguments(connection.server().binding(), JsonArray.EMPTY, 0, List.of()),
                            ClientAck.NONE),
                    () -> listener.disconnected(this, reason));
        }
    }

    private void abandonAcks() {
        pendingAcks.values().forEach(PendingAck::abandoned);
        pendingAcks.clear();
    }

    @Override
    public void disconnect(boolean close) {
        if (close) {
            connection.disconnect();
        } else if (stage != Stage.GONE) {
            transmit(connection.disconnectMessage(this), false);
            closed(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    // ---- what goes to the client

    @Override
    public void deliver(Emission emission) {
        transmit(emission.encoded(OutboundMessage.class, connection.server()::encode), emission.isVolatile());
    }

    /** Sends, or holds back until the client has been sent its CONNECT packet. */
    private void transmit(OutboundMessage message, boolean isVolatile) {
        if (stage == Stage.GONE) {
            return;
        }
        if (!released && !isVolatile && hold(message)) {
            return;
        }
        if (!isVolatile) {
            connection.send(message);
        } else if (released) {
            connection.sendVolatile(message);
        }
    }

    private boolean hold(OutboundMessage message) {
        long heldBytes;
        lock.lock();
        try {
            if (released) {
                return false;
            }
            held.add(message);
            this.heldBytes += message.bytes();
            heldBytes = this.heldBytes;
        } finally {
            lock.unlock();
        }
        if (heldBytes > connection.server().options().maxHeldBytes()) {
            connection.overflowed(heldBytes);
        }
        return true;
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        deliver(emission(null, false, event, args));
    }

    @Override
    public void emitVolatile(String event, @Nullable Object... args) {
        deliver(emission(null, true, event, args));
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args) {
        return emitWithAck(namespace.everyone().ackTimeout(), event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(Duration timeout, String event, @Nullable Object... args) {
        long ackId = namespace.nextAckId();
        Emission emission = emission(Long.toString(ackId), false, event, args);
        PendingAck pending = namespace.expect(1, ServerNamespace.positive(timeout));
        emitExpecting(ackId, pending, emission);
        return pending.single();
    }

    /** Sends what is to be acknowledged; a client that has gone counts as one that leaves. */
    void emitExpecting(long ackId, PendingAck pending, Emission emission) {
        pendingAcks.put(ackId, pending);
        if (stage == Stage.GONE) {
            pendingAcks.remove(ackId);
            pending.abandoned();
        } else {
            deliver(emission);
        }
    }

    private Emission emission(@Nullable String ackId, boolean isVolatile, String event, @Nullable Object[] args) {
        EncodedArguments encoded = connection.server().encode(event, args);
        return new Emission(namespace.name(), ackId, encoded.json(), encoded.attachments(), isVolatile, true);
    }

    void acknowledge(String ackId, @Nullable Object[] values) {
        EncodedArguments encoded = connection.server().binding().acknowledgement(values);
        List<EnginePacket> packets =
                connection.server().parser().ack(namespace.name(), ackId, encoded.json(), encoded.attachments());
        connection.send(OutboundMessage.of(packets, true));
    }

    @Override
    public BroadcastOperator broadcast() {
        return namespace.except(id);
    }

    // ---- the rest

    @Override
    public String id() {
        return id;
    }

    @Override
    public Namespace namespace() {
        return namespace;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public ConcurrentMap<String, Object> data() {
        return data;
    }

    @Override
    public boolean connected() {
        return stage == Stage.ENTERED || stage == Stage.CONNECTED;
    }

    @Override
    public String transport() {
        return connection.transport();
    }

    @Override
    public void join(String... rooms) {
        namespace.adapter().join(this, Set.of(rooms));
    }

    @Override
    public void leave(String... rooms) {
        namespace.adapter().leave(this, Set.of(rooms));
    }

    @Override
    public Set<String> rooms() {
        Set<String> last = lastRooms;
        return last == null ? namespace.adapter().rooms(this) : last;
    }

    @Override
    public Socket on(String event, Listener listener) {
        listeners.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(listener);
        return this;
    }

    @Override
    public void off(String event, Listener listener) {
        listeners.getOrDefault(event, List.of()).remove(listener);
    }

    @Override
    public Socket onAny(Listener listener) {
        anyListeners.add(listener);
        return this;
    }

    @Override
    public Socket onDisconnecting(DisconnectListener listener) {
        disconnectingListeners.add(listener);
        return this;
    }

    @Override
    public Socket onDisconnect(DisconnectListener listener) {
        disconnectListeners.add(listener);
        return this;
    }

    @Override
    public String toString() {
        return "Socket[" + namespace.name() + " " + id + "]";
    }
}
