package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.ConnectionRefused;
import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.Adapter;
import ee.socketio.adapter.LocalAdapter;
import ee.socketio.adapter.Target;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One namespace: its handlers, its adapter, and the way of a socket into it. */
final class ServerNamespace implements Namespace {
    private static final Logger LOG = System.getLogger(ServerNamespace.class.getName());

    private final SocketServer server;
    private final String name;
    private final Adapter adapter = new LocalAdapter();
    private final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    private final List<ErrorHandler> errorHandlers = new CopyOnWriteArrayList<>();
    private final AtomicLong ackIds = new AtomicLong();
    private final ServerBroadcast everyone;

    ServerNamespace(SocketServer server, String name) {
        this.server = server;
        this.name = name;
        everyone = new ServerBroadcast(
                this, Target.EVERYONE, false, true, server.options().ackTimeout());
    }

    static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: more than zero)");
        }
        return timeout;
    }

    SocketServer server() {
        return server;
    }

    Adapter adapter() {
        return adapter;
    }

    ServerBroadcast everyone() {
        return everyone;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    /** Waits for acknowledgements that have been, or are just about to be, asked for. */
    PendingAck expect(int count, Duration timeout) {
        PendingAck pending = new PendingAck(count, server.executor());
        server.sweeper().watch(pending, server.sweeper().now() + timeout.toNanos());
        return pending;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Namespace use(Middleware middleware) {
        middlewares.add(middleware);
        return this;
    }

    @Override
    public Namespace onConnect(ConnectHandler handler) {
        connectHandlers.add(handler);
        return this;
    }

    @Override
    public Namespace onError(ErrorHandler handler) {
        errorHandlers.add(handler);
        return this;
    }

    /** Leads a socket through middlewares and connect handlers; runs on a thread that may block. */
    void connect(ServerSocket socket) {
        pass(socket, middlewares.iterator());
    }

    private void pass(ServerSocket socket, Iterator<Middleware> steps) {
        try {
            while (steps.hasNext()) {
                CompletableFuture<?> step = steps.next().connecting(socket).toCompletableFuture();
                if (!step.isDone()) {
                    goOnAfter(step, socket, steps);
                    return;
                }
                step.join();
            }
            if (!socket.enter()) {
                return;
            }
            for (ConnectHandler handler : connectHandlers) {
                handler.connected(socket);
            }
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            refuse(socket, e);
            return;
        }
        socket.accepted();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled right here
    private void goOnAfter(CompletableFuture<?> step, ServerSocket socket, Iterator<Middleware> steps) {
        step.whenCompleteAsync(
                (passed, failure) -> {
                    if (failure == null) {
                        pass(socket, steps);
                    } else {
                        refuse(socket, failure);
                    }
                },
                server.executor());
    }

    private void refuse(ServerSocket socket, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectionRefused refusal) {
            socket.refused(refusal.getMessage(), refusal.data());
        } else {
            LOG.log(Level.ERROR, "SIO-0202 A client could not connect to " + name, cause);
            socket.refused("Internal server error", null);
        }
    }

    /** A handler has failed: its exception goes to the error handlers, or into the log when there are none. */
    void failed(Event event, Throwable failure) {
        if (errorHandlers.isEmpty()) {
            LOG.log(Level.ERROR, "SIO-0203 The handler of \"" + event.name() + "\" in " + name + " failed", failure);
            return;
        }
        for (ErrorHandler handler : errorHandlers) {
            try {
                handler.failed(event, failure);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "SIO-0204 An error handler of " + name + " failed", e);
            }
        }
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        return everyone.to(rooms);
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return everyone.except(rooms);
    }

    @Override
    public BroadcastOperator asVolatile() {
        return everyone.asVolatile();
    }

    @Override
    public BroadcastOperator compress(boolean compress) {
        return everyone.compress(compress);
    }

    @Override
    public BroadcastOperator timeout(Duration timeout) {
        return everyone.timeout(timeout);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        everyone.emit(event, args);
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args) {
        return everyone.emitWithAck(event, args);
    }

    @Override
    public Collection<Socket> sockets() {
        return everyone.sockets();
    }

    @Override
    public String toString() {
        return "Namespace[" + name + "]";
    }
}
