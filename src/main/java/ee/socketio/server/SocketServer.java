package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.Connection;
import ee.socketio.Connections;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.Socket;
import ee.socketio.adapter.Adapter;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.AdapterHost;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Recovery;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.TrafficListener;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.PacketParser;
import ee.socketio.wire.socket.ReservedEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO server of one application, on an engine of its own.
 *
 * <p>Thread-safe. It uses sweeper and executor but does not own them.
 */
public final class SocketServer implements NamespaceRegistry, AutoCloseable {
    /** How long the word is by which offsets name their server. */
    private static final int SERVER_WORD = 6;

    /** What is our own is not limited. */
    private static final DecoderLimits OWN = new DecoderLimits(Integer.MAX_VALUE, DecoderLimits.DEEPEST);

    private final ServerOptions options;
    private final PacketParser parser;
    private final AdapterFactory adapters;
    private final Sweeper sweeper;
    private final Executor executor;
    private final Executor aside;
    private final JsonBinding binding = new JsonBinding();
    private final FailureLog failureLog;
    private final EngineServer engine;
    private final ServerConnections connections;
    private final Optional<Recovery> recovery;
    private final Absences absences;
    private final @Nullable Watch purging;
    private final Namespaces namespaces = new Namespaces(this);
    private final List<Namespace.ErrorHandler> errorHandlers = new CopyOnWriteArrayList<>();
    private final HttpSessions httpSessions = new HttpSessions();
    private volatile boolean keepsOutOfRequests;
    private final List<SocketObserver> observers = new CopyOnWriteArrayList<>();
    private final List<Function<Connection, TrafficListener>> trafficObservers = new CopyOnWriteArrayList<>();

    /**
     * A server with the namespace {@code /}.
     *
     * @param executor for handlers
     * @param aside for what must not wait for handlers: what is attached to acknowledgements, and the closing of
     *     connections; its threads may block
     */
    public SocketServer(
            EngineOptions engineOptions,
            EngineHooks hooks,
            ServerOptions options,
            PacketParser parser,
            Sweeper sweeper,
            Executor executor,
            Executor aside) {
        this(engineOptions, hooks, options, parser, AdapterFactory.LOCAL, sweeper, executor, aside);
    }

    /** The same with adapters that may reach other servers. */
    public SocketServer(
            EngineOptions engineOptions,
            EngineHooks hooks,
            ServerOptions options,
            PacketParser parser,
            AdapterFactory adapters,
            Sweeper sweeper,
            Executor executor,
            Executor aside) {
        this.options = options;
        this.adapters = adapters;
        this.parser = parser;
        this.sweeper = sweeper;
        this.aside = aside;
        failureLog = new FailureLog(sweeper::now);
        EngineOptions suitable = parser.suitsRevision3() ? engineOptions : engineOptions.withoutRevision3();
        engine = new EngineServer(suitable, hooks, sweeper, aside, session -> new SocketConnection(this, session));
        connections = new ServerConnections(engine, aside, failureLog);
        recovery =
                options.recovery().map(limits -> new Recovery(limits, newId().substring(0, SERVER_WORD), sweeper::now));
        absences =
                new Absences(options.recovery().map(Recovery.Limits::maxBytes).orElse(0L));
        // Where handlers run on the thread that brings their event, that must not be in the midst of sending.
        this.executor = recovery.isEmpty() ? executor : task -> callOut(() -> executor.execute(task));
        purging = recovery.map(this::purge).orElse(null);
        try {
            of("/");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Watch purge(Recovery remembered) {
        long interval = remembered.purgeInterval().toNanos();
        return sweeper.watch(
                now -> {
                    remembered.purge();
                    return now + interval;
                },
                sweeper.now() + interval);
    }

    /** What the doors to the container lead to. */
    public EngineServer engine() {
        return engine;
    }

    ServerOptions options() {
        return options;
    }

    PacketParser parser() {
        return parser;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    Executor executor() {
        return executor;
    }

    Optional<Recovery> recovery() {
        return recovery;
    }

    Absences absences() {
        return absences;
    }

    /** Calls the application: at once, unless this thread is handing over something that is to be sent in order. */
    void callOut(Runnable call) {
        if (recovery.isEmpty()) {
            call.run();
        } else {
            recovery.get().afterwards(call);
        }
    }

    /**
     * An adapter for a new namespace.
     *
     * @throws IllegalStateException when there is none
     */
    Adapter newAdapter(AdapterHost host) {
        try {
            return Objects.requireNonNull(adapters.create(host), "the factory returned null");
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException("the adapter of " + host.namespace() + " cannot be made: " + e, e);
        }
    }

    /** For what must not wait for handlers. */
    Executor aside() {
        return aside;
    }

    JsonBinding binding() {
        return binding;
    }

    String newId() {
        return engine.newId();
    }

    FailureLog failureLog() {
        return failureLog;
    }

    /**
     * What error handlers are to see as the event when it is none of the client's, but for example {@code connect}.
     *
     * @param socket one of this server's
     */
    public Event occasion(Socket socket, String name) {
        return ((ServerSocket) socket).occasion(name);
    }

    /**
     * Adds listeners for events of a socket, as {@link Socket#on} does for one.
     *
     * @param socket one of this server's
     */
    public void listen(Socket socket, EventTable table) {
        ((ServerSocket) socket).listeners.on(table);
    }

    /** Adds an observer of all sockets that connect from now on. */
    public void observe(SocketObserver observer) {
        if (observers.isEmpty()) {
            namespaces.existing().forEach(ServerNamespace::tellOfRooms);
        }
        observers.add(observer);
    }

    /**
     * Adds somebody who looks on at all connections that are opened from now on.
     *
     * @param observer makes a listener for each new connection, ahead of its first packet
     */
    public void observeTraffic(Function<Connection, TrafficListener> observer) {
        trafficObservers.add(observer);
    }

    /**
     * No handler is to run within the HTTP request that brings its event, because the application has something that is
     * bound to requests.
     */
    public void keepOutOfRequests() {
        keepsOutOfRequests = true;
    }

    boolean keepsOutOfRequests() {
        return keepsOutOfRequests;
    }

    /** To be told what becomes of HTTP sessions. */
    public HttpSessions httpSessions() {
        return httpSessions;
    }

    List<SocketObserver> observers() {
        return observers;
    }

    List<Function<Connection, TrafficListener>> trafficObservers() {
        return trafficObservers;
    }

    List<Namespace.ErrorHandler> errorHandlers() {
        return errorHandlers;
    }

    Namespaces known() {
        return namespaces;
    }

    @Override
    public Namespace of(String name) {
        return namespaces.of(name);
    }

    @Override
    public Namespace of(Predicate<String> names) {
        return namespaces.of(names);
    }

    @Override
    public Namespace ofAsync(BiFunction<String, Handshake, CompletionStage<Boolean>> clients) {
        return namespaces.of(clients);
    }

    @Override
    public Optional<Namespace> find(String name) {
        return namespaces.find(name);
    }

    @Override
    public Collection<Namespace> namespaces() {
        return namespaces.all();
    }

    @Override
    public NamespaceRegistry onNewNamespace(Consumer<Namespace> listener) {
        namespaces.onNew(listener);
        return this;
    }

    @Override
    public NamespaceRegistry onError(Namespace.ErrorHandler handler) {
        errorHandlers.add(handler);
        return this;
    }

    @Override
    public Connections connections() {
        return connections;
    }

    void opened(Connection connection) {
        connections.opened(connection);
    }

    void overflowed(Connection connection, Connections.Overflow kind) {
        connections.overflowed(connection, kind);
    }

    /** Whether no client can send an event of that name, because the protocol gives it a meaning. */
    public static boolean isReserved(String event) {
        return ReservedEvents.contains(event);
    }

    /** What a stage has failed of. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: more than zero)");
        }
        return timeout;
    }

    /**
     * Waits for acknowledgements that are about to be asked for.
     *
     * @param adapters that will tell of whom they ask
     */
    <T> PendingAck<T> expect(int adapters, Duration timeout, Function<List<Arguments>, T> result) {
        long now = sweeper.now();
        PendingAck<T> pending = new PendingAck<>(this, adapters, now + timeout.toNanos(), result);
        sweeper.watch(pending, pending.nextLook(now));
        return pending;
    }

    EncodedArguments encode(String event, @Nullable Object[] args) {
        if (isReserved(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
        return binding.event(event, args);
    }

    OutboundMessage encode(Emission emission) {
        return OutboundMessage.of(
                parser.event(emission.namespace(), emission.ackId(), emission.jsonWithOffset(), emission.attachments()),
                emission.compress(),
                emission.isVolatile());
    }

    /** An array that this server or another has written. */
    JsonArray parse(String json, List<byte[]> attachments) {
        return attachments.isEmpty() ? JsonArray.parse(json, OWN) : JsonArray.parse(json, attachments.size(), OWN);
    }

    @Override
    public CompletionStage<Void> close(Duration drain) {
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain: " + drain + " (expected: zero or more)");
        }
        AckFuture<Void> done = new AckFuture<>(aside);
        engine.drain(drain).thenRun(() -> done.complete(null));
        if (drain.isZero()) {
            engine.close();
        }
        return done;
    }

    /** Disconnects everybody and takes no more clients. */
    @Override
    public void close() {
        engine.close();
        namespaces.close();
        if (purging != null) {
            purging.cancel();
        }
        binding.close();
    }
}
