package ee.socketio.engine;

/** What happens when the queue of a client that does not read is full. */
public enum QueuePolicy {
    /** The client is disconnected. What is volatile never waits. */
    DISCONNECT,
    /**
     * What is volatile may wait, too, as long as there is room; when there is none it is dropped, the oldest first, and
     * only when that does not make enough room the client is disconnected.
     */
    DROP_VOLATILE_THEN_DISCONNECT
}
