package ee.socketio.server;

import ee.socketio.Connection;
import ee.socketio.Connections;
import ee.socketio.engine.EngineServer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The sessions of an engine as applications see them. */
final class ServerConnections implements Connections {
    private final EngineServer engine;
    private final Executor executor;
    private final FailureLog failureLog;
    private final LongAdder floods = new LongAdder();
    private final List<Consumer<Connection>> openListeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Connection, Overflow>> overflowListeners = new CopyOnWriteArrayList<>();

    ServerConnections(EngineServer engine, Executor executor, FailureLog failureLog) {
        this.engine = engine;
        this.executor = executor;
        this.failureLog = failureLog;
    }

    @Override
    public int count() {
        return engine.sessions().size();
    }

    @Override
    public Collection<Connection> all() {
        return engine.sessions().stream()
                .flatMap(session -> session.listener() instanceof SocketConnection connection
                        ? Stream.<Connection>of(connection.seen())
                        : Stream.empty())
                .toList();
    }

    @Override
    public Connections onOpen(Consumer<Connection> listener) {
        openListeners.add(listener);
        return this;
    }

    @Override
    public Connections onOverflow(BiConsumer<Connection, Overflow> listener) {
        overflowListeners.add(listener);
        return this;
    }

    @Override
    public long overflows(Overflow kind) {
        return switch (kind) {
            case VOLATILE_DROPPED -> engine.dropped();
            case NOT_READING -> engine.overflows();
            case FLOODING -> floods.sum();
        };
    }

    void opened(Connection connection) {
        openListeners.forEach(listener -> guard(() -> listener.accept(connection)));
    }

    void overflowed(Connection connection, Overflow kind) {
        if (kind == Overflow.FLOODING) {
            floods.increment();
        }
        if (!overflowListeners.isEmpty()) {
            executor.execute(
                    () -> overflowListeners.forEach(listener -> guard(() -> listener.accept(connection, kind))));
        }
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            failureLog.log("SIO-0404 A listener of connections failed", e);
        }
    }
}
