package ee.socketio.server;

import ee.socketio.Handshake;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.StoredSession;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    Comeback(ServerNamespace namespace, ServerSocket socket, @Nullable StoredSession restored) {
        this.namespace = namespace;
        this.socket = socket;
        this.restored = restored;
        if (restored != null) {
            pid = restored.pid();
            told = true;
            since = restored.offset();
        }
    }

    /** Whether the client has come back. */
    boolean isOne() {
        return restored != null;
    }

    /** Whether the client knows how to come back. */
    boolean isPossible() {
        return pid != null && told;
    }

    @Nullable
    String pid() {
        return pid;
    }

    /**
     * Adds the socket to the members of its namespace.
     *
     * @param canRecover whether the client knows how to come back
     * @return completes exceptionally when what it has missed is not known any more
     */
    CompletionStage<?> addMember(boolean canRecover) {
        if (restored != null) {
            return namespace.adapter().addRestored(socket, restored).thenAccept(emissions -> missed = emissions);
        }
        namespace.adapter().add(socket).filter(offset -> canRecover).ifPresent(offset -> {
            since = offset;
            pid = namespace.server().newId();
        });
        return CompletableFuture.completedFuture(null);
    }

    /** What the client has missed; to be called once, when it is about to be told that it is connected. */
    List<Emission> missed() {
        told = true;
        String secret = pid;
        if (secret != null) {
            namespace.remember(secret, socket);
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
            namespace.store(
                    new StoredSession(secret, socket.id(), rooms, socket.data(), principal(socket.handshake()), since));
        }
    }

    /** Completes when the disconnect listeners have run: what the client finds again is stored by then. */
    CompletableFuture<Void> goodbye() {
        return goodbye;
    }

    /** The disconnect listeners have run. */
    void forget() {
        String secret = pid;
        if (secret != null) {
            namespace.forget(secret, socket);
        }
        goodbye.complete(null);
    }
}
