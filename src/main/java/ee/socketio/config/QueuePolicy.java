package ee.socketio.config;

/** What happens to a client that does not read what it is sent, when its queue is full. */
public enum QueuePolicy {
    /** It is disconnected. */
    DISCONNECT,
    /** Volatile events may wait, too, and are dropped first; only when that is not enough it is disconnected. */
    DROP_VOLATILE_THEN_DISCONNECT
}
