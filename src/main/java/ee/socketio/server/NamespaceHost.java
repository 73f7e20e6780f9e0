package ee.socketio.server;

import ee.socketio.Namespace.ServerSideListener;
import ee.socketio.ServerSideEvent;
import ee.socketio.adapter.AdapterHost;
import ee.socketio.adapter.Answer;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Recovery;
import ee.socketio.wire.socket.JsonArray;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace as its adapter sees it. */
final class NamespaceHost implements AdapterHost {
    private final ServerNamespace served;
    private final SocketServer server;
    private final AtomicLong ackIds = new AtomicLong();

    NamespaceHost(ServerNamespace served) {
        this.served = served;
        server = served.server();
    }

    @Override
    public String namespace() {
        return served.name();
    }

    @Override
    public String nextAckId() {
        return Long.toString(ackIds.getAndIncrement());
    }

    @Override
    public void serverSideEvent(Emission event, Optional<Consumer<Answer>> reply) {
        JsonArray array = server.parse(event.json(), event.attachments());
        String name = array.string(0);
        List<ServerSideListener> listeners = served.serverSideListeners(name);
        if (listeners.isEmpty()) {
            reply.ifPresent(answer -> answer.accept(Answer.EMPTY));
            return;
        }
        ServerSideEvent received = new ServerSideListeners.Received(
                name,
                new ReceivedArguments(server.binding(), array, 1, event.attachments()),
                ServerSideListeners.Reply.to(server, reply));
        server.executor().execute(() -> listeners.forEach(listener -> tell(listener, received)));
    }

    private void tell(ServerSideListener listener, ServerSideEvent event) {
        try {
            listener.received(event);
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            server.failureLog().log("SIO-0304 A listener of events of other servers in " + namespace() + " failed", e);
        }
    }

    @Override
    public String json(@Nullable Object value) {
        return server.binding().alone(value);
    }

    @Override
    public @Nullable Object bind(String json, Type type) {
        return server.binding().bind(json, type);
    }

    @Override
    public Optional<Recovery> recovery() {
        return server.recovery();
    }
}
