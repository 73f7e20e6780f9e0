package ee.socketio.server;

import ee.socketio.Event;
import ee.socketio.EventRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.Adapter;
import ee.socketio.adapter.LocalAdapter;
import ee.socketio.adapter.RoomListener;
import ee.socketio.wire.engine.ProtocolException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One namespace.
 *
 * <p>It lasts as long as the application has asked for it by name, or has sockets on their way in or inside; see
 * {@link #acquire}.
 */
final class ServerNamespace extends AbstractNamespace {
    private static final int RETIRED = -1;

    private final @Nullable NamespaceFamily family;
    private final Map<String, String> pathParameters;
    private final NamespaceHost host = new NamespaceHost(this);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Adapter adapter;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean pinned = new AtomicBoolean();
    private final Comebacks comebacks = new Comebacks(this);

    ServerNamespace(SocketServer server, String name, @Nullable NamespaceFamily family) {
        super(server, name);
        this.family = family;
        pathParameters = family == null ? Map.of() : family.match(name).orElse(Map.of());
        adapter = server.newAdapter(host);
        if (!server.observers().isEmpty()) {
            tellOfRooms();
        }
    }

    @Override
    public Map<String, String> pathParameters() {
        return pathParameters;
    }

    Adapter adapter() {
        return adapter;
    }

    /** Those of its clients that may come back. */
    Comebacks comebacks() {
        return comebacks;
    }

    /** Tells its sockets what rooms they join and leave. Those who have gone know what they have left. */
    void tellOfRooms() {
        adapter.listen(new RoomListener() {
            @Override
            public void joined(String room, String id) {
                adapter.member(id).map(ServerSocket::of).ifPresent(socket -> socket.hasJoined(room));
            }

            @Override
            public void left(String room, String id) {
                adapter.member(id).map(ServerSocket::of).ifPresent(socket -> socket.hasLeft(room));
            }
        });
    }

    /**
     * Lets the adapter look for other servers.
     *
     * @throws IllegalStateException when it cannot even begin
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is logged, and nobody waits for the outcome
    void start() {
        try {
            adapter.init().whenComplete((started, failure) -> {
                if (failure != null) {
                    log("SIO-0305 The adapter of " + name() + " has not found the cluster", failure);
                }
            });
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException("the adapter of " + name() + " cannot be started: " + e, e);
        }
    }

    /** Lets go of the adapter; whoever sends after that reaches nobody. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            Adapter closing = adapter;
            adapter = new LocalAdapter(host);
            try {
                closing.close();
            } catch (RuntimeException | LinkageError e) {
                log("SIO-0213 The adapter of " + name() + " could not be closed", e);
            }
        }
    }

    @Nullable
    NamespaceFamily family() {
        return family;
    }

    /** A new id for an event that wants an acknowledgement. */
    String nextAckId() {
        return host.nextAckId();
    }

    /** Who is to be told of an event of another server. */
    List<ServerSideListener> serverSideListeners(String event) {
        List<ServerSideListener> own = serverSideListeners.of(event);
        return family == null ? own : concat(family.serverSideListeners.of(event), own);
    }

    // ---- how long it lasts

    @Override
    Collection<ServerNamespace> namespaces() {
        return List.of(this);
    }

    /** False when it has just been retired: another one is to be made. Otherwise followed by {@link #release}. */
    boolean acquire() {
        return users.updateAndGet(count -> count == RETIRED ? RETIRED : count + 1) != RETIRED;
    }

    /** The last one that releases a namespace retires it, if such are to be cleaned up. */
    void release() {
        if (users.decrementAndGet() == 0
                && server().options().cleanupEmptyChildNamespaces()
                && users.compareAndSet(0, RETIRED)) {
            server().known().retire(this);
        }
    }

    /** Makes it last for ever; false when it has just been retired. */
    boolean pin() {
        if (pinned.get()) {
            return true;
        }
        if (!acquire()) {
            return false;
        }
        if (!pinned.compareAndSet(false, true)) {
            release();
        }
        return true;
    }

    /** What a socket has to pass. */
    List<AsyncMiddleware> steps() {
        return family == null ? middlewares : concat(family.middlewares, middlewares);
    }

    /** What follows then. */
    List<ConnectHandler> allConnectHandlers() {
        return family == null ? connectHandlers : concat(family.connectHandlers, connectHandlers);
    }

    private static <T> List<T> concat(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * A handler has failed: that goes to the nearest error handlers, or into the log when there are none.
     *
     * @param nearest those of the socket itself
     */
    void failed(List<Namespace.ErrorHandler> nearest, Event event, Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof EventRefused refusal && event.ack().isRequested()) {
            answer(event, refusal);
            return;
        }
        if (!tellErrorHandlers(nearest, event, failure)) {
            log(
                    "SIO-0203 The handler of " + ProtocolException.excerpt(event.name()) + " in " + name() + " failed"
                            + (failure instanceof EventRefused refusal ? ": " + refusal.data() : ""),
                    failure);
        }
    }

    /** Calls the nearest error handlers; false when there are none. */
    boolean tellErrorHandlers(List<Namespace.ErrorHandler> nearest, Event event, Throwable failure) {
        List<Namespace.ErrorHandler> handlers = nearest.isEmpty() ? errorHandlers : nearest;
        if (handlers.isEmpty() && family != null) {
            handlers = family.errorHandlers;
        }
        if (handlers.isEmpty()) {
            handlers = server().errorHandlers();
        }
        for (Namespace.ErrorHandler handler : handlers) {
            try {
                handler.failed(event, failure);
            } catch (Throwable e) {
                log("SIO-0204 An error handler of " + name() + " failed", e);
            }
        }
        return !handlers.isEmpty();
    }

    private void answer(Event event, EventRefused refusal) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", refusal.getMessage());
        if (refusal.data() != null) {
            error.put("data", refusal.data());
        }
        try {
            event.ack().send(error);
        } catch (IllegalArgumentException unwritable) {
            log("SIO-0801 The data of a refusal in " + name() + " cannot be sent", unwritable);
        }
    }

    private void log(String sentence, Throwable failure) {
        server().failureLog().log(sentence, failure);
    }

    @Override
    public Optional<Socket> socket(String id) {
        return adapter.member(id).map(ServerSocket::of);
    }
}
