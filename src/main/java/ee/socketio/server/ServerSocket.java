package ee.socketio.server;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Connection;
import ee.socketio.DisconnectReason;
import ee.socketio.Emitter;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.adapter.Acknowledgements;
import ee.socketio.adapter.Answer;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Member;
import ee.socketio.adapter.Recovery;
import ee.socketio.adapter.StoredSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.SocketPacket;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
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
final class ServerSocket extends EmittingSocket implements Member {
    private enum Stage {
        JOINING,
        ENTERED,
        CONNECTED,
        GONE
    }

    /** After these a client may come back to where it was. */
    private static final Set<DisconnectReason> RECOVERABLE = EnumSet.of(
            DisconnectReason.TRANSPORT_ERROR,
            DisconnectReason.TRANSPORT_CLOSE,
            DisconnectReason.FORCED_CLOSE,
            DisconnectReason.PING_TIMEOUT,
            DisconnectReason.SERVER_SHUTTING_DOWN,
            DisconnectReason.FORCED_SERVER_CLOSE);

    private final SocketConnection connection;
    private final ServerNamespace namespace;
    private final String id;
    private final SocketHandshake handshake;
    private final SerialExecutor events;
    private final Outbox outbox;
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>();
    private final AwaitedAcks acks = new AwaitedAcks();

    /** Guards every change of {@code stage}. The adapter is not called while it is held: that may send. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Stage stage = Stage.JOINING;
    private volatile @Nullable String endDescription;

    private final SocketRooms rooms;
    private final Comeback comeback;
    private final Observation observation;

    ServerSocket(
            SocketConnection connection,
            ServerNamespace namespace,
            String id,
            SocketHandshake handshake,
            @Nullable StoredSession restored) {
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = handshake;
        comeback = new Comeback(namespace, this, restored);
        observation = new Observation(this);
        rooms = new SocketRooms(namespace.adapter(), this, restored == null ? Set.of() : restored.rooms());
        if (restored != null) {
            data.putAll(restored.data());
        }
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
    CompletableFuture<Boolean> enter() {
        if (stage == Stage.GONE) {
            return CompletableFuture.completedFuture(false);
        }
        return comeback.addMember(connection.canRecover())
                .handle((added, failure) -> {
                    if (failure != null) {
                        connection.unrecoverable(failure);
                    }
                    return failure == null && entered();
                })
                .toCompletableFuture();
    }

    /** It is a member by now; whoever has gone ahead of that has left nothing. */
    private boolean entered() {
        lock.lock();
        try {
            if (stage == Stage.JOINING) {
                stage = Stage.ENTERED;
            }
        } finally {
            lock.unlock();
        }
        if (stage == Stage.GONE) {
            rooms.exit();
            rooms.forget();
            return false;
        }
        rooms.enter();
        return true;
    }

    /** All connect handlers have returned. */
    void accepted() {
        connection.joined();
        List<OutboundMessage> missed = comeback.missed().stream()
                .map(emission -> emission.encoded(OutboundMessage.class, connection.server()::encode))
                .toList();
        connection.cork();
        try {
            outbox.open(missed, connection.connectMessage(this, comeback.pid()));
        } finally {
            connection.uncork();
        }
        lock.lock();
        try {
            if (stage == Stage.ENTERED) {
                stage = Stage.CONNECTED;
            }
        } finally {
            lock.unlock();
        }
        observation.connected();
        events.start();
    }

    /**
     * A middleware or connect handler has refused the client.
     *
     * @throws IllegalArgumentException when the data cannot be written as JSON; nothing has happened then
     */
    void refused(String message, @Nullable Object data) {
        OutboundMessage refusal = connection.refusal(this, message, data);
        boolean waiting = outbox.shut();
        goes(false);
        rooms.forget();
        events.discard();
        if (waiting) {
            connection.send(refusal);
        }
        observation.ended();
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
    void guard(Event event, SocketListeners.Call call) {
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
        acks.received(packet.number(), new Answer(packet.args(), packet.attachments()));
    }

    // ---- the end

    /** The client has gone; does nothing, and is false, when it had gone before. */
    boolean closed(DisconnectReason reason, @Nullable String description) {
        Stage left = goes(RECOVERABLE.contains(reason));
        if (left == Stage.GONE) {
            return false;
        }
        endDescription = description;
        if (reason != DisconnectReason.SERVER_NAMESPACE_DISCONNECT) {
            outbox.shut();
        }
        if (left == Stage.JOINING) {
            events.discard();
        } else {
            events.execute(() -> sayGoodbye(reason), 0);
        }
        return true;
    }

    /**
     * Leaves everything.
     *
     * @param recoverable whether the client may come back
     * @return the stage it was in
     */
    private Stage goes(boolean recoverable) {
        Stage before;
        lock.lock();
        try {
            before = stage;
            if (before == Stage.GONE) {
                return before;
            }
            stage = Stage.GONE;
        } finally {
            lock.unlock();
        }
        Set<String> left = rooms.exit();
        if (recoverable) {
            comeback.store(left);
        }
        connection.left(this);
        acks.abandon();
        namespace.release();
        return before;
    }

    /**
     * Its client has come back over another connection. That it has lost this one is noticed now at the latest, and
     * told to whoever is still there.
     *
     * @return completes when the disconnect listeners have run
     */
    CompletableFuture<Void> supersede() {
        if (closed(DisconnectReason.TRANSPORT_CLOSE, "the client has come back over another connection")) {
            outbox.send(connection.disconnectMessage(this));
        }
        return comeback.goodbye();
    }

    private boolean sayGoodbye(DisconnectReason reason) {
        listeners.disconnecting.forEach(
                listener -> guard(occasion("disconnecting"), () -> listener.disconnected(this, reason)));
        observation.disconnected(reason, rooms.all(false));
        rooms.forget();
        listeners.disconnect.forEach(
                listener -> guard(occasion("disconnect"), () -> listener.disconnected(this, reason)));
        comeback.forget();
        Optional<Recovery.Limits> limits = connection.server().options().recovery();
        if (limits.isPresent() && comeback.isPossible() && RECOVERABLE.contains(reason)) {
            observation.endsAfter(limits.get());
        } else {
            observation.ended();
        }
        return true;
    }

    /** It has joined a room, which those who observe that are told in its own order. */
    void hasJoined(String room) {
        events.execute(
                () -> {
                    observation.joined(room);
                    return true;
                },
                0);
    }

    /** It has left a room; as {@link #hasJoined}. */
    void hasLeft(String room) {
        events.execute(
                () -> {
                    observation.left(room);
                    return true;
                },
                0);
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
        Emission form = connection.canRecover() ? emission : emission.withoutOffset();
        outbox.send(form.encoded(OutboundMessage.class, connection.server()::encode));
    }

    @Override
    public void deliver(Emission emission, Acknowledgements asking) {
        acks.expect(Long.parseLong(emission.ackId()), asking, () -> stage == Stage.GONE);
        deliver(emission);
    }

    @Override
    public void forget(String ackId) {
        acks.forget(ackId);
    }

    private void announce(Emission emission) {
        JsonArray sent = connection.server().parse(emission.json(), emission.attachments());
        Event event =
                new ReceivedEvent(sent.string(0), this, arguments(sent, 1, emission.attachments()), ClientAck.NONE);
        listeners.outgoing.forEach(listener -> guard(event, () -> listener.sending(event.name(), event.arguments())));
    }

    @Override
    Emitter emitter() {
        return new ServerEmitter(
                this, false, true, connection.server().options().ackTimeout());
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
    public boolean recovered() {
        return comeback.isOne();
    }

    @Override
    public void join(String... names) {
        rooms.join(names);
    }

    @Override
    public void leave(String... names) {
        rooms.leave(names);
    }

    @Override
    public Set<String> rooms() {
        return rooms.all(connected());
    }

    @Override
    public String toString() {
        return "Socket[" + namespace.name() + " " + id + "]";
    }
}
