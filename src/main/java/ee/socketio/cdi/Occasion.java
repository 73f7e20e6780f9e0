package ee.socketio.cdi;

import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Why a handler method is called.
 *
 * @param event set when a client has sent one
 * @param reason set when a client has gone
 */
record Occasion(Socket socket, @Nullable Event event, @Nullable DisconnectReason reason) {}
