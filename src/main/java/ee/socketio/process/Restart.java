package ee.socketio.process;

/** When a shared program that has ended is started again, while clients are there. */
public enum Restart {
    /** Never: the clients are disconnected, and the next one to come starts it. */
    NEVER,
    /** When its exit status is not 0; otherwise as {@link #NEVER}. */
    ON_FAILURE,
    /** Always. */
    ALWAYS;

    boolean after(int status) {
        return this == ALWAYS || (this == ON_FAILURE && status != 0);
    }
}
