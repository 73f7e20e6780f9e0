package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Namespace;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What one namespace and a family of them have in common: handlers, and everybody as a target. */
abstract class AbstractNamespace implements Namespace {
    final List<AsyncMiddleware> middlewares = new CopyOnWriteArrayList<>();
    final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    final List<ErrorHandler> errorHandlers = new CopyOnWriteArrayList<>();
    final ServerSideListeners serverSideListeners = new ServerSideListeners();
    private final SocketServer server;
    private final String name;
    private final ServerBroadcast everyone;

    AbstractNamespace(SocketServer server, String name) {
        this.server = server;
        this.name = name;
        everyone = ServerBroadcast.in(server, this::namespaces);
    }

    final SocketServer server() {
        return server;
    }

    /** The namespaces it stands for. */
    abstract Collection<ServerNamespace> namespaces();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Namespace useAsync(AsyncMiddleware middleware) {
        middlewares.add(middleware);
        return this;
    }

    @Override
    public final Namespace onConnect(ConnectHandler handler) {
        connectHandlers.add(handler);
        return this;
    }

    @Override
    public final Namespace onError(ErrorHandler handler) {
        errorHandlers.add(handler);
        return this;
    }

    @Override
    public final BroadcastOperator to(String... rooms) {
        return everyone.to(rooms);
    }

    @Override
    public final BroadcastOperator except(String... rooms) {
        return everyone.except(rooms);
    }

    @Override
    public final BroadcastOperator asVolatile() {
        return everyone.asVolatile();
    }

    @Override
    public final BroadcastOperator local() {
        return everyone.local();
    }

    @Override
    public final BroadcastOperator compress(boolean compress) {
        return everyone.compress(compress);
    }

    @Override
    public final BroadcastOperator timeout(Duration timeout) {
        return everyone.timeout(timeout);
    }

    @Override
    public final void emit(String event, @Nullable Object... args) {
        everyone.emit(event, args);
    }

    @Override
    public final CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args) {
        return everyone.emitWithAck(event, args);
    }

    @Override
    public final Collection<Socket> sockets() {
        return everyone.sockets();
    }

    @Override
    public final CompletionStage<List<RemoteSocket>> fetchSockets() {
        return everyone.fetchSockets();
    }

    @Override
    public final void socketsJoin(String... rooms) {
        everyone.socketsJoin(rooms);
    }

    @Override
    public final void socketsLeave(String... rooms) {
        everyone.socketsLeave(rooms);
    }

    @Override
    public final void disconnectSockets(boolean close) {
        everyone.disconnectSockets(close);
    }

    @Override
    public final void serverSideEmit(String event, @Nullable Object... args) {
        EncodedArguments encoded = server.binding().event(ServerSideListeners.allowed(event), args);
        for (ServerNamespace namespace : namespaces()) {
            namespace.adapter().serverSideEmit(encoded.emission(namespace.name(), false, true), Optional.empty());
        }
    }

    @Override
    public final CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args) {
        EncodedArguments encoded = server.binding().event(ServerSideListeners.allowed(event), args);
        Collection<ServerNamespace> asking = List.copyOf(namespaces());
        if (asking.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        PendingAck<List<Arguments>> pending =
                server.expect(asking.size(), server.options().ackTimeout(), answers -> answers);
        asking.forEach(namespace -> namespace
                .adapter()
                .serverSideEmit(encoded.emission(namespace.name(), false, true), Optional.of(pending)));
        return pending.future();
    }

    @Override
    public final Namespace on(String event, ServerSideListener listener) {
        serverSideListeners.on(event, listener);
        return this;
    }

    @Override
    public final Namespace off(String event, ServerSideListener listener) {
        serverSideListeners.off(event, listener);
        return this;
    }

    @Override
    public final String toString() {
        return "Namespace[" + name + "]";
    }
}
