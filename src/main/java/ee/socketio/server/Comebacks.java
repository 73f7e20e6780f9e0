package ee.socketio.server;

import ee.socketio.adapter.Recovery;
import ee.socketio.adapter.StoredSession;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Swept;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The clients of one namespace that have been given a secret to come back with. */
final class Comebacks {
    private static final CompletableFuture<Optional<StoredSession>> NOTHING =
            CompletableFuture.completedFuture(Optional.empty());

    private final ServerNamespace namespace;
    private final SocketServer server;
    private final Map<String, ServerSocket> present = new ConcurrentHashMap<>(0);
    private final Map<String, Absence> absent = new ConcurrentHashMap<>(0);
    private final AtomicBoolean kept = new AtomicBoolean();
    private volatile long keptUntil;

    Comebacks(ServerNamespace namespace) {
        this.namespace = namespace;
        server = namespace.server();
    }

    /** Remembers who has been given a secret, until its disconnect listeners have run. */
    void remember(String pid, ServerSocket socket) {
        present.put(pid, socket);
    }

    void forget(String pid, ServerSocket socket) {
        present.remove(pid, socket);
    }

    /**
     * What is stored for a client that comes back with its secret. When the connection it had is still there, or its
     * disconnect listeners have not run yet, the one ends and the others run first: most often that connection is
     * broken, and this server has not noticed yet. A client whose old handlers take longer than a middleware may begins
     * anew, so that what they do at the end is not taken for the returned socket's end.
     *
     * <p>Whoever is somebody else to the container finds nothing, and touches nothing.
     */
    CompletableFuture<Optional<StoredSession>> restore(
            String pid, Optional<String> principal, Optional<String> offset) {
        ServerSocket old = present.get(pid);
        if (old == null) {
            return stored(pid, principal, offset);
        }
        if (!Comeback.principal(old.handshake()).equals(principal)) {
            return NOTHING;
        }
        return ends(old).thenCompose(inTime -> inTime ? stored(pid, principal, offset) : NOTHING);
    }

    /** Completes when the disconnect listeners have run; false when that takes too long. */
    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled right here
    private CompletableFuture<Boolean> ends(ServerSocket old) {
        CompletableFuture<Boolean> ended = old.supersede().thenApply(gone -> true);
        Sweeper sweeper = server.sweeper();
        Watch limit = sweeper.watch(
                now -> {
                    ended.complete(false);
                    return Swept.NEVER;
                },
                sweeper.now() + server.options().middlewareTimeout().toNanos());
        ended.whenComplete((inTime, failure) -> limit.cancel());
        return ended;
    }

    private CompletableFuture<Optional<StoredSession>> stored(
            String pid, Optional<String> principal, Optional<String> offset) {
        try {
            return namespace
                    .adapter()
                    .restoreSession(pid, principal, offset)
                    .toCompletableFuture()
                    .exceptionally(this::unreadable);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(unreadable(e));
        }
    }

    private Optional<StoredSession> unreadable(Throwable failure) {
        server.failureLog()
                .log("SIO-0307 What is stored for a client of " + namespace.name() + " could not be read", failure);
        return Optional.empty();
    }

    /** A client is away, for as long as it can come back; costs nothing when nobody observes that. */
    void await(Absence absence) {
        Optional<Recovery.Limits> limits = server.options().recovery();
        if (limits.isEmpty() || server.observers().isEmpty()) {
            absence.end();
            return;
        }
        absent.put(absence.pid(), absence);
        server.absences().add(absence, () -> giveUp(absence));
        absence.endsAfter(limits.get().maxDisconnectionDuration(), () -> giveUp(absence));
    }

    /** A client is awaited no more: it has been away for too long, or too many are. It cannot come back then. */
    private void giveUp(Absence absence) {
        server.absences().remove(absence);
        if (absent.remove(absence.pid(), absence)) {
            absence.pause();
            forget(absence.pid());
            server.executor().execute(absence::end);
        }
    }

    private void forget(String pid) {
        try {
            namespace.adapter().forgetSession(pid);
        } catch (RuntimeException e) {
            server.failureLog()
                    .log("SIO-1601 What is stored for a client of " + namespace.name() + " could not be forgotten", e);
        }
    }

    /** It is on its way back; null when nobody observes that. */
    @Nullable
    Absence returning(String pid) {
        Absence absence = absent.remove(pid);
        if (absence != null) {
            server.absences().remove(absence);
            absence.pause();
        }
        return absence;
    }

    /**
     * Stores what a client finds again that has gone and may come back. The namespace lasts until then, because what is
     * sent in one that does not exist is not logged.
     */
    void store(StoredSession session) {
        namespace.adapter().persistSession(session);
        server.options().recovery().ifPresent(limits -> {
            keptUntil =
                    server.sweeper().now() + limits.maxDisconnectionDuration().toNanos();
            if (kept.compareAndSet(false, true)) {
                namespace.acquire();
                server.sweeper().watch(this::letGo, keptUntil);
            }
        });
    }

    private long letGo(long now) {
        if (now < keptUntil) {
            return keptUntil;
        }
        kept.set(false);
        if (now < keptUntil && kept.compareAndSet(false, true)) {
            return keptUntil;
        }
        namespace.release();
        return Swept.NEVER;
    }
}
