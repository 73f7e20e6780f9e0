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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A target within a namespace, and how to send to it. */
record ServerBroadcast(
        ServerNamespace namespace, Target target, boolean isVolatile, boolean isCompressed, Duration ackTimeout)
        implements BroadcastOperator {

    @Override
    public BroadcastOperator to(String... rooms) {
        return new ServerBroadcast(namespace, target.to(rooms), isVolatile, isCompressed, ackTimeout);
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return new ServerBroadcast(namespace, target.except(rooms), isVolatile, isCompressed, ackTimeout);
    }

    @Override
    public BroadcastOperator asVolatile() {
        return new ServerBroadcast(namespace, target, true, isCompressed, ackTimeout);
    }

    @Override
    public BroadcastOperator compress(boolean compress) {
        return new ServerBroadcast(namespace, target, isVolatile, compress, ackTimeout);
    }

    @Override
    public BroadcastOperator timeout(Duration timeout) {
        return new ServerBroadcast(namespace, target, isVolatile, isCompressed, ServerNamespace.positive(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        namespace.adapter().broadcast(emission(null, event, args), target);
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args) {
        long id = namespace.nextAckId();
        Emission emission = emission(Long.toString(id), event, args);
        Collection<Member> members = namespace.adapter().members(target);
        if (members.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        PendingAck pending = namespace.expect(members.size(), ackTimeout);
        for (Member member : members) {
            if (member instanceof ServerSocket socket) {
                socket.emitExpecting(id, pending, emission);
            }
        }
        return pending.all();
    }

    private Emission emission(@Nullable String ackId, String event, @Nullable Object[] args) {
        EncodedArguments encoded = namespace.server().encode(event, args);
        return new Emission(namespace.name(), ackId, encoded.json(), encoded.attachments(), isVolatile, isCompressed);
    }

    @Override
    public Collection<Socket> sockets() {
        List<Socket> sockets = new ArrayList<>();
        for (Member member : namespace.adapter().members(target)) {
            if (member instanceof ServerSocket socket) {
                sockets.add(socket);
            }
        }
        return Collections.unmodifiableList(sockets);
    }
}
