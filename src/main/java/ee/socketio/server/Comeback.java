package ee.socketio.server;

import ee.socketio.Handshake;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.StoredSession;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What lets the client of one socket come back to it, and what it finds when it has. */
final class Comeback {
    private final ServerNamespace namespace;
    private final ServerSocket socket;

    /** What it finds again; null for a new one. */
    private final @Nullable StoredSession restored;

    /** The secret by which the client can come back; null when it cannot. */
    private volatile @Nullable String pid;

    /** Since when it is told of everything. */
    private volatile String since = "";

    /** Whether the client has been told the secret, or is about to be. */
    private volatile boolean told;

    private volatile List<Emission> missed = List.of();
    private final CompletableFuture<Void> goodbye = new CompletableFuture<>();

    /** Of the socket that this one continues; null when that is settled, or nobody observes it. */
    private final AtomicReference<@Nullable Absence> absence = new AtomicReference<>();

    Comeback(ServerNamespace namespace, ServerSocket socket, @Nullable StoredSession restored) {
        this.namespace = namespace;
        this.socket = socket;
        this.restored = restored;
        if (restored != null) {
            pid = restored.pid();
            told = true;
            since = restored.offset();
            absence.set(namespace.comebacks().returning(restored.pid()));
        }
    }

    /** Whether the client has come back. */
    boolean isOne() {
        return restored != null;
    }

    @Nullable
    String pid() {
        return pid;
    }

    /**
     * Adds the socket to the members of its namespace.
     *
     * @param canRecover whether the client knows how to come back
     * @param wanted the rooms it is to be in; in those that are new to it, it has missed nothing
     * @return the rooms in which it is now; completes exceptionally when what it has missed is not known any more
     */
    CompletionStage<Set<String>> addMember(boolean canRecover, Set<String> wanted) {
        if (restored != null) {
            Set<String> rooms = new HashSet<>(restored.rooms());
            rooms.retainAll(wanted);
            StoredSession session = restored.in(rooms);
            return namespace.adapter().addRestored(socket, session).thenApply(emissions -> {
                missed = emissions;
                return session.rooms();
            });
        }
        namespace.adapter().add(socket).filter(offset -> canRecover).ifPresent(offset -> {
            since = offset;
            pid = namespace.server().newId();
        });
        return CompletableFuture.completedFuture(Set.of());
    }

    /** What the client has missed; to be called once, when it is about to be told that it is connected. */
    List<Emission> missed() {
        told = true;
        String secret = pid;
        if (secret != null) {
            namespace.comebacks().remember(secret, socket);
        }
        List<Emission> emissions = missed;
        missed = List.of();
        return emissions;
    }

    /** Who the client is, as the container knows it. */
    static Optional<String> principal(Handshake handshake) {
        return handshake.principal().map(Principal::getName);
    }

    /** The client has gone and may come back. */
    void store(Set<String> rooms) {
        String secret = pid;
        if (secret != null && told) {
            namespace
                    .comebacks()
                    .store(new StoredSession(
                            secret, socket.id(), rooms, socket.data(), principal(socket.handshake()), since));
        }
    }

    /** The client is back, or has been refused. */
    void settled() {
        Absence before = absence.getAndSet(null);
        if (before != null) {
            before.end();
        }
    }

    /** The client has gone on its way. */
    void interrupted(boolean recoverable) {
        Absence before = absence.getAndSet(null);
        if (before != null && recoverable) {
            namespace.comebacks().await(before);
        } else if (before != null) {
            namespace.server().executor().execute(before::end);
        }
    }

    /** The socket has ended for those who observe it when its client is back, or cannot come back any more. */
    void await(Observation observation) {
        String secret = pid;
        if (secret != null && told) {
            namespace.comebacks().await(new Absence(secret, namespace.server(), observation));
        } else {
            observation.ended();
        }
    }

    /** Completes when the disconnect listeners have run: what the client finds again is stored by then. */
    CompletableFuture<Void> hasBeenSaid() {
        return goodbye;
    }

    /** The disconnect listeners have run. */
    void said() {
        String secret = pid;
        if (secret != null) {
            namespace.comebacks().forget(secret, socket);
        }
        goodbye.complete(null);
    }
}
