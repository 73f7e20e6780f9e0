package ee.socketio.config;

/** What handlers run on. */
public enum AsyncMode {
    /** The best that the platform has: {@link #VIRTUAL}, else {@link #MANAGED}, else {@link #POOL}. */
    AUTO,
    /** A virtual thread each; needs Java 21. */
    VIRTUAL,
    /** A bounded pool on threads of the container's default {@code ManagedThreadFactory}. */
    MANAGED,
    /** A bounded pool of our own. */
    POOL,
    /** The container's thread that read the event. */
    DIRECT
}
