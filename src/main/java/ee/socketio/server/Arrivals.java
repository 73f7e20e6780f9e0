package ee.socketio.server;

import ee.socketio.DisconnectReason;
import ee.socketio.adapter.StoredSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * The way of one client to the entrances of its namespaces: does the namespace exist, or come into being for this
 * client, and is it a client that comes back? Both may have to be waited for; meanwhile the client is expected there.
 */
final class Arrivals {
    private final SocketConnection connection;
    private final Map<String, ServerSocket> sockets;

    /** What is not answered yet, by namespace. */
    private final Map<String, Future<?>> expected = new ConcurrentHashMap<>(0);

    /**
     * Where a client goes to.
     *
     * @param session that it comes back to, if so
     */
    private record Arrival(ServerNamespace namespace, Optional<StoredSession> session) {}

    /** A client that comes back says so in its {@code auth}. */
    private record Return(Optional<String> pid, Optional<String> offset) {}

    /**
     * @param sockets to which those are added that have arrived
     */
    Arrivals(SocketConnection connection, Map<String, ServerSocket> sockets) {
        this.connection = connection;
        this.sockets = sockets;
    }

    /** Whether the client is on its way; to be asked before whether it is there, which it is before this ends. */
    boolean isExpected(String namespace) {
        return expected.containsKey(namespace);
    }

    int count() {
        return expected.size();
    }

    /** The client does not want to go there any more. */
    void cancel(String namespace) {
        expected.remove(namespace);
    }

    /**
     * Lets the client go on its way.
     *
     * @param cost of it in the connection's backlog
     */
    @SuppressWarnings("FutureReturnValueIgnored") // an answer is never a failure
    void expect(String name, SocketHandshake handshake, int cost) {
        SocketServer server = connection.server();
        CompletableFuture<Optional<Arrival>> answer =
                server.known().acquire(name, handshake).thenCompose(found -> arrival(found, handshake));
        expected.put(name, answer);
        Runnable settle = () -> answer.join()
                .ifPresentOrElse(
                        arrival -> arrived(arrival, handshake, answer, cost), () -> refused(name, answer, cost));
        if (answer.isDone()) {
            settle.run();
        } else {
            answer.thenRunAsync(settle, server.executor());
        }
    }

    private CompletableFuture<Optional<Arrival>> arrival(Optional<ServerNamespace> found, SocketHandshake handshake) {
        if (found.isEmpty() || connection.server().recovery().isEmpty() || !connection.canRecover()) {
            return CompletableFuture.completedFuture(found.map(namespace -> new Arrival(namespace, Optional.empty())));
        }
        ServerNamespace namespace = found.get();
        Optional<Return> returning = returning(handshake);
        return returning
                .flatMap(Return::pid)
                .map(pid -> namespace
                        .comebacks()
                        .restore(pid, Comeback.principal(handshake), returning.flatMap(Return::offset)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenApply(session -> Optional.of(new Arrival(namespace, session)));
    }

    private static Optional<Return> returning(SocketHandshake handshake) {
        try {
            return Optional.of(handshake.auth(Return.class));
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private void refused(String name, Future<?> answer, int cost) {
        if (expected.remove(name, answer)) {
            connection.invalid(name, cost);
        } else {
            connection.backlog().remove(cost);
        }
    }

    private void arrived(Arrival arrival, SocketHandshake handshake, Future<?> answer, int cost) {
        String name = arrival.namespace.name();
        StoredSession session = arrival.session.orElse(null);
        String id = session == null ? connection.newSocketId(name) : session.sid();
        ServerSocket socket = new ServerSocket(connection, arrival.namespace, id, handshake, session);
        expected.computeIfPresent(name, (key, current) -> {
            if (current != answer) {
                return current;
            }
            sockets.put(name, socket);
            return null;
        });
        if (sockets.get(name) == socket) {
            connection.enter(socket, cost);
        } else {
            connection.backlog().remove(cost);
            socket.closed(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, null);
        }
    }
}
