package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one namespace and a family of them have in common: handlers, and everybody as a target. */
abstract class AbstractNamespace implements Namespace {
    final List<AsyncMiddleware> middlewares = new CopyOnWriteArrayList<>();
    final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    final List<ErrorHandler> errorHandlers = new CopyOnWriteArrayList<>();
    private final SocketServer server;
    private final String name;

    AbstractNamespace(SocketServer server, String name) {
        this.server = server;
        this.name = name;
    }

    final SocketServer server() {
        return server;
    }

    /** All it addresses. */
    abstract ServerBroadcast everyone();

    final ServerBroadcast broadcast(Supplier<? extends Collection<ServerNamespace>> namespaces) {
        return ServerBroadcast.in(server, namespaces);
    }

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
        return everyone().to(rooms);
    }

    @Override
    public final BroadcastOperator except(String... rooms) {
        return everyone().except(rooms);
    }

    @Override
    public final BroadcastOperator asVolatile() {
        return everyone().asVolatile();
    }

    @Override
    public final BroadcastOperator compress(boolean compress) {
        return everyone().compress(compress);
    }

    @Override
    public final BroadcastOperator timeout(Duration timeout) {
        return everyone().timeout(timeout);
    }

    @Override
    public final void emit(String event, @Nullable Object... args) {
        everyone().emit(event, args);
    }

    @Override
    public final CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args) {
        return everyone().emitWithAck(event, args);
    }

    @Override
    public final Collection<Socket> sockets() {
        return everyone().sockets();
    }

    @Override
    public final String toString() {
        return "Namespace[" + name + "]";
    }
}
