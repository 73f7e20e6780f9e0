package ee.socketio.launch;

import java.io.Serial;

/** The server cannot start; the message is one sentence that says why. */
final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
