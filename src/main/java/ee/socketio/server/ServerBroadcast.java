package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Socket;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Member;
import ee.socketio.adapter.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A target, and how to send to it.
 *
 * @param namespaces within which the target lies: one, or all of a family
 */
record ServerBroadcast(
        SocketServer server,
        Supplier<? extends Collection<ServerNamespace>> namespaces,
        Target target,
        boolean isVolatile,
        boolean isCompressed,
        Duration ackTimeout)
        implements BroadcastOperator {

    /** Everybody in these namespaces. */
    static ServerBroadcast in(SocketServer server, Supplier<? extends Collection<ServerNamespace>> namespaces) {
        return new ServerBroadcast(
                server,
                namespaces,
                Target.EVERYONE,
                false,
                true,
                server.options().ackTimeout());
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        if (rooms.length == 0) {
            throw new IllegalArgumentException("rooms: none (expected: at least one)");
        }
        return with(target.to(rooms));
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return with(target.except(rooms));
    }

    private BroadcastOperator with(Target narrowed) {
        return new ServerBroadcast(server, namespaces, narrowed, isVolatile, isCompressed, ackTimeout);
    }

    @Override
    public BroadcastOperator asVolatile() {
        return new ServerBroadcast(server, namespaces, target, true, isCompressed, ackTimeout);
    }

    @Override
    public BroadcastOperator compress(boolean compress) {
        return new ServerBroadcast(server, namespaces, target, isVolatile, compress, ackTimeout);
    }

    @Override
    public BroadcastOperator timeout(Duration timeout) {
        return new ServerBroadcast(
                server, namespaces, target, isVolatile, isCompressed, SocketServer.positive(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        EncodedArguments encoded = server.encode(event, args);
        for (ServerNamespace namespace : namespaces.get()) {
            namespace.adapter().broadcast(encoded.emission(namespace.name(), null, isVolatile, isCompressed), target);
        }
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args) {
        EncodedArguments encoded = server.encode(event, args);
        Map<ServerSocket, Long> ids = new LinkedHashMap<>();
        for (ServerNamespace namespace : namespaces.get()) {
            long id = namespace.nextAckId();
            namespace.adapter().members(target).forEach(member -> ids.put(ServerSocket.of(member), id));
        }
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        PendingAck<List<Arguments>> pending = server.expect(ids, ackTimeout, answers -> answers);
        Map<ServerNamespace, Emission> emissions = new HashMap<>();
        ids.forEach((socket, id) -> {
            socket.expect(id, pending);
            socket.deliver(emissions.computeIfAbsent(
                    socket.namespace(),
                    namespace -> encoded.emission(namespace.name(), Long.toString(id), isVolatile, isCompressed)));
        });
        return pending.future();
    }

    @Override
    public Collection<Socket> sockets() {
        List<Socket> sockets = new ArrayList<>();
        for (ServerNamespace namespace : namespaces.get()) {
            for (Member member : namespace.adapter().members(target)) {
                sockets.add(ServerSocket.of(member));
            }
        }
        return Collections.unmodifiableList(sockets);
    }
}
