package ee.socketio.server;

import ee.socketio.DisconnectReason;
import java.util.Set;
import java.util.function.Consumer;

/** Tells those who observe all sockets what becomes of one. */
final class Observation {
    private final ServerSocket socket;
    private final SocketServer server;

    Observation(ServerSocket socket) {
        this.socket = socket;
        server = socket.namespace().server();
    }

    void entered() {
        tell("connect", observer -> observer.entered(socket));
    }

    void connected() {
        tell("connect", observer -> observer.connected(socket));
    }

    void joined(String room) {
        if (!room.equals(socket.id())) {
            tell("join", observer -> observer.joined(socket, room));
        }
    }

    void left(String room) {
        if (!room.equals(socket.id())) {
            tell("leave", observer -> observer.left(socket, room));
        }
    }

    /**
     * It has gone.
     *
     * @param rooms that it was in
     */
    void disconnected(DisconnectReason reason, Set<String> rooms) {
        tell("disconnecting", observer -> observer.disconnected(socket, reason));
        rooms.forEach(this::left);
    }

    /** Nothing of it runs any more. */
    void ended() {
        tell("disconnect", observer -> observer.ended(socket));
    }

    private void tell(String occasion, Consumer<SocketObserver> fact) {
        for (SocketObserver observer : server.observers()) {
            socket.guard(socket.occasion(occasion), () -> fact.accept(observer));
        }
    }
}
