package ee.socketio.launch;

import java.io.Serial;

/** A command line that cannot be obeyed; the message is one sentence that names the offender. */
final class UsageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
