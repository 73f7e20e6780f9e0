package ee.socketio.server;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;

/**
 * Is told what becomes of all sockets of a server; see {@link SocketServer#observe}.
 *
 * <p>The methods are called in the socket's own order like its handlers, on threads that may block; what they throw
 * goes to the error handlers of the namespace.
 */
public interface SocketObserver {

    /** It has been let in: the connect handlers follow. */
    default void entered(Socket socket) {}

    /** It is connected: all connect handlers have returned. */
    default void connected(Socket socket) {}

    /** It has gone; its rooms are still visible. */
    default void disconnected(Socket socket, DisconnectReason reason) {}

    /** It has joined a room that is not named after it. */
    default void joined(Socket socket, String room) {}

    /** It has left such a room, or has gone from it. */
    default void left(Socket socket, String room) {}

    /**
     * Nothing of it runs any more, and its client cannot come back as the same socket. Called once for each socket
     * that has got as far as the connect handlers, also when they have refused it.
     */
    default void ended(Socket socket) {}
}
