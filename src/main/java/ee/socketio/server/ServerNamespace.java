package ee.socketio.server;

import ee.socketio.Event;
import ee.socketio.EventRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.Adapter;
import ee.socketio.adapter.RoomListener;
import ee.socketio.adapter.StoredSession;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Swept;
import ee.socketio.wire.engine.ProtocolException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Adapter adapter;
    private final NamespaceHost host = new NamespaceHost(this);
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean pinned = new AtomicBoolean();
    private final Map<String, ServerSocket> byPid = new ConcurrentHashMap<>(0);
    private final AtomicBoolean kept = new AtomicBoolean();
    private volatile long keptUntil;

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

    /** Lets the adapter look for other servers. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is logged, and nobody waits for the outcome
    void start() {
        adapter.init().whenComplete((started, failure) -> {
            if (failure != null) {
                log("SIO-0305 The adapter of " + name() + " has not found the cluster", failure);
            }
        });
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

    // ---- those who come back

    /** Remembers who has been given a secret to come back with, until its disconnect listeners have run. */
    void remember(String pid, ServerSocket socket) {
        byPid.put(pid, socket);
    }

    void forget(String pid, ServerSocket socket) {
        byPid.remove(pid, socket);
    }

    /**
     * What is stored for a client that comes back with its secret. When the connection it had is still there, or its
     * disconnect listeners have not run yet, the one ends and the others run first: most often that connection is
     * broken, and this server has not noticed yet.
     */
    CompletableFuture<Optional<StoredSession>> restore(String pid, Optional<String> offset) {
        ServerSocket present = byPid.get(pid);
        CompletableFuture<Void> ready = present == null ? CompletableFuture.completedFuture(null) : present.supersede();
        return ready.thenCompose(gone -> adapter.restoreSession(pid, offset)).exceptionally(failure -> {
            log("SIO-0307 What is stored for a client of " + name() + " could not be read", failure);
            return Optional.empty();
        });
    }

    /**
     * Stores what a client finds again that has gone and may come back. The namespace lasts until then, because what is
     * sent in one that does not exist is not logged.
     */
    void store(StoredSession session) {
        adapter.persistSession(session);
        server().options().recovery().ifPresent(limits -> keep(limits.maxDisconnectionDuration()));
    }

    private void keep(Duration time) {
        Sweeper sweeper = server().sweeper();
        keptUntil = sweeper.now() + time.toNanos();
        if (kept.compareAndSet(false, true)) {
            acquire();
            sweeper.watch(this::letGo, keptUntil);
        }
    }

    private long letGo(long now) {
        if (now < keptUntil) {
            return keptUntil;
        }
        kept.set(false);
        if (now < keptUntil && kept.compareAndSet(false, true)) {
            return keptUntil;
        }
        release();
        return Swept.NEVER;
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
