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
import ee.socketio.adapter.StoredSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.SocketPacket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
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
 * runs the handlers in order: on threads that may block or, those that promise not to, on the container's thread when
 * nothing is ahead of them. Acknowledgements are passed on at once, because a handler may be waiting for one. The
 * end may come from anywhere: rooms are left at once, the listeners run after the last event.
 */
final class ServerSocket extends EmittingSocket implements Member {
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
    private final AwaitedAcks acks = new AwaitedAcks();

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.JOINING);
    private final SocketRooms rooms;
    private final Comeback comeback;
    private final Observation observation;
    private final Goodbye goodbye;
    private volatile boolean entered;
    private volatile @Nullable String endDescription;

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
        rooms = new SocketRooms(namespace, this, restored == null ? Set.of() : restored.rooms());
        goodbye = new Goodbye(this, rooms, comeback, observation);
        if (restored != null) {
            data.putAll(restored.data());
        }
        outbox = new Outbox(connection);
        events = new SerialExecutor(connection.server().executor(), connection.backlog(), connection);
    }

    /** The socket behind a member of this process. */
    static ServerSocket of(Member member) {
        return (ServerSocket) member;
    }

    // ---- the way in

    /** Enters the namespace; false when the client has gone meanwhile. */
    CompletableFuture<Boolean> enter() {
        if (hasGone()) {
            return CompletableFuture.completedFuture(false);
        }
        return comeback.addMember(connection.canRecover(), rooms.all(false))
                .handle((joined, failure) -> {
                    if (failure != null) {
                        connection.unrecoverable(failure);
                    }
                    return failure == null && entered(joined);
                })
                .toCompletableFuture();
    }

    /** It is a member by now, in these rooms; whoever has gone ahead of that has left nothing. */
    private boolean entered(Set<String> joined) {
        if (!stage.compareAndSet(Stage.JOINING, Stage.ENTERED)) {
            rooms.exit();
            rooms.forget();
            return false;
        }
        entered = true;
        rooms.enter(joined);
        return true;
    }

    /** The connect handlers are about to be called. */
    void greeted() {
        observation.entered();
    }

    /** All connect handlers have returned. */
    void accepted() {
        connection.joined();
        List<OutboundMessage> missed = comeback.missed().stream()
                .map(emission -> emission.encoded(OutboundMessage.class, connection.server()::encode))
                .toList();
        connection.cork(true);
        try {
            outbox.open(missed, connection.connectMessage(this, comeback.pid()));
        } finally {
            connection.uncork(true);
        }
        stage.compareAndSet(Stage.ENTERED, Stage.CONNECTED);
        observation.connected();
        comeback.settled();
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
        if (entered) {
            observation.ended();
        }
        comeback.settled();
    }

    // ---- what comes from the client

    /** An event has come; nobody listens to one without a name. */
    void received(SocketPacket.Event packet) {
        String name = packet.name();
        if (name == null) {
            return;
        }
        SerialExecutor.Step task = () -> dispatch(packet, name);
        boolean maySaveTheWay =
                connection.awaitsEach() && connection.lendsItsThread() && listeners.areNonBlocking(name);
        if (!maySaveTheWay || !events.tryRun(task)) {
            events.execute(task, Backlog.cost(packet.args(), packet.attachments()));
        }
    }

    /** Leads an event to its listeners; false when a middleware is waited for. */
    private boolean dispatch(SocketPacket.Event packet, String name) {
        if (hasGone()) {
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
        namespace.failed(listeners.errors.all(), event, failure);
    }

    /** The client has sent what is no packet, in whatever namespace; its connection ends. Peers can fill no log so. */
    void undecodable(ProtocolException problem) {
        if (connected()) {
            inOrder(() -> namespace.tellErrorHandlers(listeners.errors.all(), occasion("error"), problem));
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

    private boolean hasGone() {
        return stage.get() == Stage.GONE;
    }

    /** The client has gone; does nothing, and is false, when it had gone before. */
    boolean closed(DisconnectReason reason, @Nullable String description) {
        boolean recoverable = Goodbye.isRecoverable(reason);
        Stage left = goes(recoverable);
        if (left == Stage.GONE) {
            return false;
        }
        endDescription = description;
        if (reason != DisconnectReason.SERVER_NAMESPACE_DISCONNECT) {
            outbox.shut();
        }
        if (left == Stage.JOINING) {
            events.discard();
            comeback.interrupted(recoverable);
        } else if (!goodbye.isSilent() || !events.tryRunSilently(goodbye::finish)) {
            inOrder(() -> goodbye.say(reason));
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
        Stage before = stage.getAndSet(Stage.GONE);
        if (before == Stage.GONE) {
            return before;
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
        return comeback.hasBeenSaid();
    }

    /** It has joined a room, which those who observe that are told in its own order. */
    void hasJoined(String room) {
        inOrder(() -> observation.joined(room));
    }

    /** It has left a room; as {@link #hasJoined}. */
    void hasLeft(String room) {
        inOrder(() -> observation.left(room));
    }

    /** Tells something behind all that has come before. */
    private void inOrder(Runnable told) {
        events.execute(
                () -> {
                    told.run();
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
        if (hasGone()) {
            return;
        }
        Emission form = connection.canRecover() ? emission : emission.withoutOffset();
        outbox.send(form.encoded(OutboundMessage.class, connection.server()::encode));
        if (!listeners.outgoing.isEmpty()) {
            connection.server().callOut(() -> announce(emission));
        }
    }

    @Override
    public void deliver(Emission emission, Acknowledgements asking) {
        acks.expect(Long.parseLong(emission.ackId()), asking, this::hasGone);
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
        Stage now = stage.get();
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
