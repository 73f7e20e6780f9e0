package ee.socketio.server;

import ee.socketio.DisconnectReason;
import java.util.EnumSet;
import java.util.Set;

/** What those are told who listen to a socket, or observe it, when it has gone: once, behind its last event. */
final class Goodbye {
    /** After these a client may come back to where it was. */
    private static final Set<DisconnectReason> RECOVERABLE = EnumSet.of(
            DisconnectReason.TRANSPORT_ERROR,
            DisconnectReason.TRANSPORT_CLOSE,
            DisconnectReason.FORCED_CLOSE,
            DisconnectReason.PING_TIMEOUT,
            DisconnectReason.SERVER_SHUTTING_DOWN,
            DisconnectReason.FORCED_SERVER_CLOSE);

    private final ServerSocket socket;
    private final SocketRooms rooms;
    private final Comeback comeback;
    private final Observation observation;

    Goodbye(ServerSocket socket, SocketRooms rooms, Comeback comeback, Observation observation) {
        this.socket = socket;
        this.rooms = rooms;
        this.comeback = comeback;
        this.observation = observation;
    }

    /** Whether the client may come back. */
    static boolean isRecoverable(DisconnectReason reason) {
        return RECOVERABLE.contains(reason);
    }

    /** Whether there is nobody to tell, and nobody who may come back: then it is enough to {@link #finish}. */
    boolean isSilent() {
        SocketServer server = socket.namespace().server();
        return socket.listeners.disconnecting.isEmpty()
                && socket.listeners.disconnect.isEmpty()
                && server.observers().isEmpty()
                && server.recovery().isEmpty();
    }

    /** Tells nobody; as {@link #say}. */
    void finish() {
        rooms.forget();
        comeback.said();
    }

    /** Tells them; runs in the socket's own order. */
    void say(DisconnectReason reason) {
        SocketListeners listeners = socket.listeners;
        listeners.disconnecting.forEach(listener ->
                socket.guard(socket.occasion("disconnecting"), () -> listener.disconnected(socket, reason)));
        observation.disconnected(reason, rooms.all(false));
        rooms.forget();
        listeners.disconnect.forEach(
                listener -> socket.guard(socket.occasion("disconnect"), () -> listener.disconnected(socket, reason)));
        if (isRecoverable(reason)) {
            comeback.await(observation);
        } else {
            observation.ended();
        }
        comeback.said();
    }
}
