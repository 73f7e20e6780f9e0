package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.Emitter;
import ee.socketio.adapter.Emission;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A way of sending to one socket. */
record ServerEmitter(ServerSocket socket, boolean isVolatile, boolean isCompressed, Duration ackTimeout)
        implements Emitter {

    @Override
    public Emitter asVolatile() {
        return new ServerEmitter(socket, true, isCompressed, ackTimeout);
    }

    @Override
    public Emitter compress(boolean compress) {
        return new ServerEmitter(socket, isVolatile, compress, ackTimeout);
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return new ServerEmitter(socket, isVolatile, isCompressed, SocketServer.positive(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        socket.namespace().adapter().send(emission(event, args), socket);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args) {
        ServerNamespace namespace = socket.namespace();
        String id = namespace.nextAckId();
        Emission emission = emission(event, args).withAckId(id);
        PendingAck<Arguments> pending = namespace.server().expect(1, ackTimeout, answers -> answers.get(0));
        pending.expect(1);
        socket.deliver(emission, pending);
        pending.whenSettled(() -> socket.forget(id));
        pending.allExpected();
        return pending.future();
    }

    private Emission emission(String event, @Nullable Object[] args) {
        ServerNamespace namespace = socket.namespace();
        return namespace.server().encode(event, args).emission(namespace.name(), isVolatile, isCompressed);
    }
}
