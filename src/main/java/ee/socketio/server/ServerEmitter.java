package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.Emitter;
import ee.socketio.adapter.Emission;
import java.time.Duration;
import java.util.Map;
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
        socket.deliver(emission(null, event, args));
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args) {
        ServerNamespace namespace = socket.namespace();
        long id = namespace.nextAckId();
        Emission emission = emission(Long.toString(id), event, args);
        PendingAck<Arguments> pending =
                namespace.server().expect(Map.of(socket, id), ackTimeout, answers -> answers.get(0));
        socket.expect(id, pending);
        socket.deliver(emission);
        return pending.future();
    }

    private Emission emission(@Nullable String ackId, String event, @Nullable Object[] args) {
        ServerNamespace namespace = socket.namespace();
        EncodedArguments encoded = namespace.server().encode(event, args);
        return encoded.emission(namespace.name(), ackId, isVolatile, isCompressed);
    }
}
