package ee.socketio.server;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Connection;
import ee.socketio.DisconnectReason;
import ee.socketio.Emitter;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Member;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.SocketPacket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <h2>Stages</h2>
 *
 * JOINING while middlewares run, ENTERED while connect handlers run (in rooms, but its {@link Outbox} holds back what
 * is sent), CONNECTED once the CONNECT packet has left, GONE. See {@link Entrance}.
 *
 * <h2>Threads</h2>
 *
 * Packets come on a container's thread and are put into {@code events}, which starts when the client is connected and
 * runs the handlers in order; acknowledgements are passed on at once, because a handler may be waiting for one. The
 * end may come from anywhere: rooms are left at once, the listeners run after the last event.
 */
final class ServerSocket extends ListeningSocket implements Member {
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
    private final Outbox outbox;
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>();
    private final Map<Long, PendingAck<?>> pendingAcks = new ConcurrentHashMap<>();

    /** Guards every change of {@code stage}. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Stage stage = Stage.JOINING;
    private volatile @Nullable String endDescription;

    /** Of a socket that is no member: to be joined when it becomes one, or those it was in when it went. */
    private volatile Set<String> roomsOutside = Set.of();

    ServerSocket(SocketConnection connection, ServerNamespace namespace, String id, SocketHandshake handshake) {
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = handshake;
        outbox = new Outbox(connection);
        events = new SerialExecutor(
                connection.server().executor(), connection.backlog(), connection::cork, connection::uncork);
    }

    /** The socket behind a member of this process. */
    static ServerSocket of(Member member) {
        return (ServerSocket) member;
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
            moves(() -> namespace.adapter().join(this, roomsOutside));
            roomsOutside = Set.of();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All connect handlers have returned. */
    void accepted() {
        connection.joined();
        outbox.open(connection.connectMessage(this));
        lock.lock();
        try {
            if (stage == Stage.ENTERED) {
                stage = Stage.CONNECTED;
            }
        } finally {
            lock.unlock();
        }
        tell("connect", observer -> observer.connected(this));
        events.start();
    }

    /** Tells those who observe all sockets. */
    private void tell(String occasion, Consumer<SocketObserver> fact) {
        for (SocketObserver observer : namespace.server().observers()) {
            guard(occasion(occasion), () -> fact.accept(observer));
        }
    }

    /**
     * A middleware or connect handler has refused the client.
     *
     * @throws IllegalArgumentException when the data cannot be written as JSON; nothing has happened then
     */
    void refused(String message, @Nullable Object data) {
        OutboundMessage refusal = connection.refusal(this, message, data);
        boolean waiting = outbox.shut();
        goes();
        roomsOutside = Set.of();
        if (waiting) {
            connection.send(refusal);
        }
        tell("connect", observer -> observer.ended(this));
    }

    // ---- what comes from the client

    /** An event has come. */
    void received(SocketPacket.Event packet) {
        events.execute(() -> dispatch(packet), Backlog.cost(packet.args(), packet.attachments()));
    }

    /** Leads an event to its listeners; false when a middleware is waited for. */
    private boolean dispatch(SocketPacket.Event packet) {
        String name = packet.name();
        if (stage == Stage.GONE || name == null) {
            return true;
        }
        String ackId = packet.id();
        Ack ack = ackId == null ? ClientAck.NONE : new ClientAck(this, ackId);
        Event event = new ReceivedEvent(name, this, arguments(packet.args(), 1, packet.attachments()), ack);
        listeners.announce(event, this::guard);
        if (listeners.middlewares.isEmpty()) {
            handle(event);
            return true;
        }
        SocketServer server = connection.server();
        long deadline =
                server.sweeper().now() + server.options().middlewareTimeout().toNanos();
        return new EventPassage(this, event, listeners.middlewares.iterator(), deadline).pass();
    }

    /** An event has passed all middlewares; those or the listeners of all events may have disconnected the socket. */
    void handle(Event event) {
        if (connected()) {
            listeners.handle(event, this::guard);
        }
    }

    /** Goes on with the event that has waited for a middleware. */
    void resume(SerialExecutor.Step rest) {
        events.resume(rest);
    }

    private Arguments arguments(JsonArray array, int first, List<byte[]> attachments) {
        return new ReceivedArguments(connection.server().binding(), array, first, attachments);
    }

    /** Runs application code; what it throws costs that call and nothing else. */
    private void guard(Event event, SocketListeners.Call call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(event, e);
        }
    }

    /** Application code has failed. */
    void failed(Event event, Throwable failure) {
        namespace.failed(listeners.errors, event, failure);
    }

    /** The client has sent what is no packet, in whatever namespace; its connection ends. Peers can fill no log so. */
    void undecodable(ProtocolException problem) {
        if (connected()) {
            events.execute(
                    () -> {
                        namespace.tellErrorHandlers(listeners.errors, occasion("error"), problem);
                        return true;
                    },
                    0);
        }
    }

    /** What error handlers see as the event when it is none of the client's. */
    Event occasion(String name) {
        return new ReceivedEvent(name, this, arguments(JsonArray.EMPTY, 0, List.of()), ClientAck.NONE);
    }

    /** An acknowledgement has come. */
    void received(SocketPacket.Ack packet) {
        PendingAck<?> pending = pendingAcks.remove(packet.number());
        if (pending != null) {
            pending.received(this, arguments(packet.args(), 0, packet.attachments()));
        }
    }

    // ---- the end

    /** The client has gone; does nothing, and is false, when it had gone before. */
    boolean closed(DisconnectReason reason, @Nullable String description) {
        Stage left = goes();
        if (left == Stage.GONE) {
            return false;
        }
        endDescription = description;
        if (reason != DisconnectReason.SERVER_NAMESPACE_DISCONNECT) {
            outbox.shut();
        }
        if (left != Stage.JOINING) {
            events.execute(() -> sayGoodbye(reason), 0);
        }
        return true;
    }

    /** Leaves everything; the stage it was in. */
    private Stage goes() {
        Stage left;
        lock.lock();
        try {
            left = stage;
            if (left == Stage.GONE) {
                return left;
            }
            stage = Stage.GONE;
            roomsOutside = namespace.adapter().remove(this);
        } finally {
            lock.unlock();
        }
        connection.left(this);
        pendingAcks.values().forEach(pending -> pending.abandoned(this));
        pendingAcks.clear();
        namespace.release();
        return left;
    }

    private boolean sayGoodbye(DisconnectReason reason) {
        listeners.disconnecting.forEach(
                listener -> guard(occasion("disconnecting"), () -> listener.disconnected(this, reason)));
        tell("disconnecting", observer -> observer.disconnected(this, reason));
        roomsOutside.forEach(this::hasLeft);
        roomsOutside = Set.of();
        listeners.disconnect.forEach(
                listener -> guard(occasion("disconnect"), () -> listener.disconnected(this, reason)));
        tell("disconnect", observer -> observer.ended(this));
        return true;
    }

    private boolean hasJoined(String room) {
        if (!room.equals(id)) {
            tell("join", observer -> observer.joined(this, room));
        }
        return true;
    }

    private boolean hasLeft(String room) {
        if (!room.equals(id)) {
            tell("leave", observer -> observer.left(this, room));
        }
        return true;
    }

    @Override
    public void disconnect(boolean close) {
        if (close) {
            connection.disconnect();
        } else if (connected() && closed(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null)) {
            // Only now: the client may come back as soon as it knows.
            outbox.send(connection.disconnectMessage(this));
        }
    }

    // ---- what goes to the client

    @Override
    public void deliver(Emission emission) {
        if (stage == Stage.GONE) {
            return;
        }
        if (!listeners.outgoing.isEmpty()) {
            announce(emission);
        }
        outbox.send(emission.encoded(OutboundMessage.class, connection.server()::encode));
    }

    private void announce(Emission emission) {
        JsonArray sent = connection.server().parse(emission);
        Event event =
                new ReceivedEvent(sent.string(0), this, arguments(sent, 1, emission.attachments()), ClientAck.NONE);
        listeners.outgoing.forEach(listener -> guard(event, () -> listener.sending(event.name(), event.arguments())));
    }

    private Emitter emitter() {
        return new ServerEmitter(
                this, false, true, connection.server().options().ackTimeout());
    }

    @Override
    public Emitter asVolatile() {
        return emitter().asVolatile();
    }

    @Override
    public Emitter compress(boolean compress) {
        return emitter().compress(compress);
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return emitter().timeout(timeout);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        emitter().emit(event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args) {
        return emitter().emitWithAck(event, args);
    }

    /** What is sent under this id will be acknowledged; a client that has gone counts as one that leaves. */
    void expect(long ackId, PendingAck<?> pending) {
        pendingAcks.put(ackId, pending);
        if (stage == Stage.GONE) {
            pendingAcks.remove(ackId);
            pending.abandoned(this);
        }
    }

    void expectNoMore(long ackId) {
        pendingAcks.remove(ackId);
    }

    void acknowledge(String ackId, EncodedArguments values) {
        connection.send(OutboundMessage.of(
                connection.server().parser().ack(namespace.name(), ackId, values.json(), values.attachments()), true));
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
    public ServerNamespace namespace() {
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
        Stage now = stage;
        return now == Stage.ENTERED || now == Stage.CONNECTED;
    }

    @Override
    public Optional<String> disconnectDescription() {
        return Optional.ofNullable(endDescription);
    }

    @Override
    public Connection connection() {
        return connection.seen();
    }

    @Override
    public void join(String... rooms) {
        Set<String> joined = new HashSet<>(Arrays.asList(rooms));
        if (stage == Stage.JOINING && joinLater(joined)) {
            return;
        }
        moves(() -> namespace.adapter().join(this, joined));
    }

    /** Changes rooms; who observes that is told in the socket's own order. */
    private void moves(Runnable change) {
        if (namespace.server().observers().isEmpty()) {
            change.run();
            return;
        }
        Set<String> before = rooms();
        change.run();
        Set<String> after = rooms();
        if (connected()) {
            after.stream()
                    .filter(room -> !before.contains(room))
                    .forEach(room -> events.execute(() -> hasJoined(room), 0));
            before.stream()
                    .filter(room -> !after.contains(room))
                    .forEach(room -> events.execute(() -> hasLeft(room), 0));
        }
    }

    private boolean joinLater(Set<String> joined) {
        lock.lock();
        try {
            if (stage == Stage.JOINING) {
                joined.addAll(roomsOutside);
                roomsOutside = Set.copyOf(joined);
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void leave(String... rooms) {
        Set<String> left = new HashSet<>(Arrays.asList(rooms));
        lock.lock();
        try {
            if (stage == Stage.JOINING) {
                Set<String> kept = new HashSet<>(roomsOutside);
                kept.removeAll(left);
                roomsOutside = Set.copyOf(kept);
                return;
            }
        } finally {
            lock.unlock();
        }
        moves(() -> namespace.adapter().leave(this, left));
    }

    @Override
    public Set<String> rooms() {
        return connected() ? namespace.adapter().rooms(this) : roomsOutside;
    }

    @Override
    public String toString() {
        return "Socket[" + namespace.name() + " " + id + "]";
    }
}
