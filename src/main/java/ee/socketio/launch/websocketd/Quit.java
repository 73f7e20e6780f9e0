package ee.socketio.launch.websocketd;

import java.io.Serial;

/** The end before the start: what is printed, and the exit code. */
final class Quit extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Could not be obeyed as a whole. */
    static final int UNUSABLE = 1;

    /** A flag that does not exist, or has no such value. */
    static final int WRONG_FLAG = 2;

    /** The port cannot be had. */
    static final int CANNOT_LISTEN = 3;

    /** Flags that exclude each other. */
    static final int CONFLICT = 4;

    private final int code;

    Quit(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
