package ee.socketio.server;

import ee.socketio.Socket;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.ManualClock;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A server without a container, whose time and threads are the test's. */
final class TestServer implements AutoCloseable {
    static final int MAX_BACKLOG = 100_000;
    static final int MAX_HELD = 10_000;
    static final int MAX_QUEUE = 50_000;

    final ManualClock clock = new ManualClock();
    final SocketServer server;

    /** What handlers and error handlers have noted. */
    final List<String> notes = new ArrayList<>();

    private final TaskQueue tasks = new TaskQueue();

    TestServer() {
        server = newServer(tasks);
    }

    /** Its handlers run on threads. */
    TestServer(Executor executor) {
        server = newServer(executor);
    }

    private SocketServer newServer(Executor executor) {
        return new SocketServer(
                new EngineOptions(
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        1_000_000,
                        MAX_QUEUE,
                        Set.of(TransportName.values()),
                        true,
                        true,
                        false),
                EngineHooks.NONE,
                new ServerOptions(Duration.ofSeconds(45), Duration.ofSeconds(60), MAX_BACKLOG, MAX_HELD),
                PacketParser.json(DecoderLimits.DEFAULT),
                clock.sweeper(),
                executor);
    }

    /** Lets handlers run. */
    void run() {
        tasks.run();
    }

    /** Lets time pass, and handlers run. */
    void advance(Duration time) {
        clock.advance(time);
        run();
    }

    FakeClient client() {
        return FakeClient.open(this, EngineRevision.V4, TransportName.WEBSOCKET);
    }

    FakeClient pollingClient() {
        return FakeClient.open(this, EngineRevision.V4, TransportName.POLLING);
    }

    FakeClient client(EngineRevision revision) {
        return FakeClient.open(this, revision, TransportName.WEBSOCKET);
    }

    /** Notes how each socket of a namespace ends, under its name. */
    void noteDisconnects(Socket socket, String name) {
        socket.onDisconnect((gone, reason) -> notes.add(name + ": " + reason.text()));
    }

    @Override
    public void close() {
        server.close();
    }
}
