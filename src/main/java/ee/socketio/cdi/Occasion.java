package ee.socketio.cdi;

import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Why a handler method is called.
 *
 * @param event set when a client has sent one, or when a method has failed
 * @param reason set when a client has gone
 * @param failure set when another method has failed
 */
record Occasion(Socket socket, @Nullable Event event, @Nullable DisconnectReason reason, @Nullable Throwable failure) {

    static Occasion connect(Socket socket) {
        return new Occasion(socket, null, null, null);
    }

    static Occasion event(Event event) {
        return new Occasion(event.socket(), event, null, null);
    }

    static Occasion disconnect(Socket socket, DisconnectReason reason) {
        return new Occasion(socket, null, reason, null);
    }

    static Occasion error(Event event, Throwable failure) {
        return new Occasion(event.socket(), event, null, failure);
    }

    Handshake handshake() {
        return socket.handshake();
    }
}
