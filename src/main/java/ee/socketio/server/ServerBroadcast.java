package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Member;
import ee.socketio.adapter.RemoteMember;
import ee.socketio.adapter.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
    public ServerBroadcast to(String... rooms) {
        if (rooms.length == 0) {
            throw new IllegalArgumentException("rooms: none (expected: at least one)");
        }
        return with(target.to(rooms));
    }

    @Override
    public ServerBroadcast except(String... rooms) {
        return with(target.except(rooms));
    }

    @Override
    public ServerBroadcast local() {
        return with(target.local());
    }

    private ServerBroadcast with(Target narrowed) {
        return new ServerBroadcast(server, namespaces, narrowed, isVolatile, isCompressed, ackTimeout);
    }

    @Override
    public ServerBroadcast asVolatile() {
        return new ServerBroadcast(server, namespaces, target, true, isCompressed, ackTimeout);
    }

    @Override
    public ServerBroadcast compress(boolean compress) {
        return new ServerBroadcast(server, namespaces, target, isVolatile, compress, ackTimeout);
    }

    @Override
    public ServerBroadcast timeout(Duration timeout) {
        return new ServerBroadcast(
                server, namespaces, target, isVolatile, isCompressed, SocketServer.positive(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        EncodedArguments encoded = server.encode(event, args);
        for (ServerNamespace namespace : namespaces.get()) {
            namespace.adapter().broadcast(encoded.emission(namespace.name(), isVolatile, isCompressed), target);
        }
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args) {
        return ask(answers -> answers, event, args);
    }

    /**
     * As {@link #emitWithAck}.
     *
     * @param result what the application gets; may throw
     */
    <T> CompletionStage<T> ask(Function<List<Arguments>, T> result, String event, @Nullable Object... args) {
        EncodedArguments encoded = server.encode(event, args);
        Collection<ServerNamespace> asking = List.copyOf(namespaces.get());
        PendingAck<T> pending = server.expect(asking.size() + 1, ackTimeout, result);
        for (ServerNamespace namespace : asking) {
            Emission emission = encoded.emission(namespace.name(), isVolatile, isCompressed);
            namespace.adapter().broadcastWithAck(emission, target, pending);
        }
        pending.allExpected();
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

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        CompletableFuture<List<RemoteSocket>> all = CompletableFuture.completedFuture(List.of());
        for (ServerNamespace namespace : namespaces.get()) {
            CompletableFuture<List<RemoteMember>> some =
                    namespace.adapter().fetchSockets(target).toCompletableFuture();
            all = all.thenCombine(some, (known, members) -> concat(known, namespace, members));
        }
        AckFuture<List<RemoteSocket>> fetched = new AckFuture<>(server.aside());
        return fetched.settledBy(all);
    }

    private List<RemoteSocket> concat(List<RemoteSocket> known, ServerNamespace namespace, List<RemoteMember> members) {
        List<RemoteSocket> more = new ArrayList<>(known);
        for (RemoteMember member : members) {
            more.add(new FetchedSocket(
                    member, in(server, () -> List.of(namespace)).to(member.id())));
        }
        return Collections.unmodifiableList(more);
    }

    @Override
    public void socketsJoin(String... rooms) {
        Set<String> joined = new HashSet<>(Arrays.asList(rooms));
        namespaces.get().forEach(namespace -> namespace.adapter().addSockets(target, joined));
    }

    @Override
    public void socketsLeave(String... rooms) {
        Set<String> left = new HashSet<>(Arrays.asList(rooms));
        namespaces.get().forEach(namespace -> namespace.adapter().delSockets(target, left));
    }

    @Override
    public void disconnectSockets(boolean close) {
        namespaces.get().forEach(namespace -> namespace.adapter().disconnectSockets(target, close));
    }
}
