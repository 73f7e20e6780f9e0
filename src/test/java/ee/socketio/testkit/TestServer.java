package ee.socketio.testkit;

import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.Recovery;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.TransportName;
import ee.socketio.server.HandlerExecutor;
import ee.socketio.server.ServerOptions;
import ee.socketio.server.SocketServer;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A server without a container, whose time and threads are the test's. */
public final class TestServer implements AutoCloseable {
    public static final int MAX_BACKLOG = 100_000;
    public static final int MAX_HELD = 10_000;
    public static final int MAX_QUEUE = 500_000;
    public static final Duration MIDDLEWARE_TIMEOUT = Duration.ofSeconds(20);

    /** What is as it is by default, with small limits. */
    public static final ServerOptions OPTIONS = new ServerOptions(
            Duration.ofSeconds(45), MIDDLEWARE_TIMEOUT, Duration.ofSeconds(60), MAX_BACKLOG, MAX_HELD);

    private static final PacketParser JSON = PacketParser.json(DecoderLimits.DEFAULT);

    public final ManualClock clock = new ManualClock();
    public final SocketServer server;

    /** What handlers and error handlers have noted. */
    public final List<String> notes = new ArrayList<>();

    private final TaskQueue tasks = new TaskQueue();

    public TestServer() {
        this(OPTIONS);
    }

    /** With other limits. */
    public TestServer(ServerOptions options) {
        this(options, AdapterFactory.LOCAL);
    }

    public TestServer(QueuePolicy policy) {
        server = newServer(OPTIONS, policy, AdapterFactory.LOCAL, JSON, tasks, tasks);
    }

    /** With other limits and adapters. */
    public TestServer(ServerOptions options, AdapterFactory adapters) {
        this(options, adapters, JSON);
    }

    /** With other limits and adapters, for clients with another parser. */
    public TestServer(ServerOptions options, AdapterFactory adapters, PacketParser parser) {
        server = newServer(options, QueuePolicy.DISCONNECT, adapters, parser, tasks, tasks);
    }

    /** Its handlers run on threads. */
    public TestServer(Executor executor) {
        this(OPTIONS, executor);
    }

    /** With other limits; its handlers run on threads. */
    public TestServer(ServerOptions options, Executor executor) {
        Executor aside = executor instanceof HandlerExecutor handlers ? handlers.aside() : executor;
        server = newServer(options, QueuePolicy.DISCONNECT, AdapterFactory.LOCAL, JSON, executor, aside);
    }

    /** These limits, and clients may come back. */
    public static ServerOptions recovering(Recovery.Limits limits, boolean skipMiddlewares) {
        return new ServerOptions(
                OPTIONS.connectTimeout(),
                OPTIONS.middlewareTimeout(),
                OPTIONS.ackTimeout(),
                OPTIONS.maxBacklogBytes(),
                OPTIONS.maxHeldBytes(),
                true,
                Optional.of(limits),
                skipMiddlewares);
    }

    private SocketServer newServer(
            ServerOptions options,
            QueuePolicy policy,
            AdapterFactory adapters,
            PacketParser parser,
            Executor executor,
            Executor aside) {
        return InProcessServer.newServer(
                EngineHooks.NONE, MAX_QUEUE, policy, options, parser, adapters, clock.sweeper(), executor, aside);
    }

    /** Whether anything waits for a thread. */
    public boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /** Lets handlers run. */
    public void run() {
        tasks.run();
    }

    /** Lets time pass, and handlers run. */
    public void advance(Duration time) {
        clock.advance(time);
        run();
    }

    public FakeClient client() {
        return FakeClient.open(this, EngineRevision.V4, TransportName.WEBSOCKET);
    }

    /** A client that the container knows by name, and about the roles that it was asked for. */
    public FakeClient client(String user, Map<String, Boolean> roles) {
        return FakeClient.open(this, EngineRevision.V4, TransportName.WEBSOCKET, () -> user, roles);
    }

    public FakeClient pollingClient() {
        return FakeClient.open(this, EngineRevision.V4, TransportName.POLLING);
    }

    public FakeClient client(EngineRevision revision) {
        return FakeClient.open(this, revision, TransportName.WEBSOCKET);
    }

    /** Notes how each socket of a namespace ends, under its name. */
    public void noteDisconnects(Socket socket, String name) {
        socket.onDisconnect((gone, reason) -> notes.add(name + ": " + reason.text()));
    }

    @Override
    public void close() {
        server.close();
    }
}
