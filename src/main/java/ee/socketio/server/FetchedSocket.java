package ee.socketio.server;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.Emitter;
import ee.socketio.Handshake;
import ee.socketio.RemoteSocket;
import ee.socketio.adapter.RemoteMember;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A socket of any server.
 *
 * @param alone reaches it through its own room
 */
record FetchedSocket(RemoteMember member, ServerBroadcast alone) implements RemoteSocket {

    @Override
    public String id() {
        return member.id();
    }

    @Override
    public Handshake handshake() {
        return member.handshake();
    }

    @Override
    public Set<String> rooms() {
        return member.rooms();
    }

    @Override
    public Map<String, Object> data() {
        return member.data();
    }

    @Override
    public Emitter asVolatile() {
        return new FetchedSocket(member, alone.asVolatile());
    }

    @Override
    public Emitter compress(boolean compress) {
        return new FetchedSocket(member, alone.compress(compress));
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return new FetchedSocket(member, alone.timeout(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        alone.emit(event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args) {
        return alone.ask(FetchedSocket::first, event, args);
    }

    private static Arguments first(List<Arguments> answers) {
        if (answers.isEmpty()) {
            throw new AckTimeoutException("the client left before it acknowledged", answers);
        }
        return answers.get(0);
    }

    @Override
    public void join(String... rooms) {
        alone.socketsJoin(rooms);
    }

    @Override
    public void leave(String... rooms) {
        alone.socketsLeave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        alone.disconnectSockets(close);
    }

    @Override
    public String toString() {
        return "RemoteSocket[" + id() + "]";
    }
}
