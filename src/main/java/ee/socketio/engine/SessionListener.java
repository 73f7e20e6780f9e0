package ee.socketio.engine;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.TextPacket;
import org.jspecify.annotations.Nullable;

/**
 * What a session tells the rooms above it. The calls for one session come one at a time, in the order of the wire, on
 * a container's thread: implementations return quickly, and run no application code but what promises to wait for
 * nothing.
 */
public interface SessionListener {

    /** The OPEN packet has been sent; called before anything else. */
    void opened();

    /** A MESSAGE packet with text. */
    void text(TextPacket packet);

    /** A MESSAGE packet with bytes. */
    void binary(BinaryPacket packet);

    /**
     * Volatile messages are being dropped because the queue is full; told once until it has been empty again, on the
     * thread that sends.
     */
    default void dropping() {}

    /**
     * The end; called exactly once, possibly at the same time as one of the other calls.
     *
     * @param description more about it, for the application's logs; null when there is nothing to add
     */
    void closed(CloseReason reason, @Nullable String description);

    /** It has ended because more was to be sent than may wait; called behind {@link #closed}. */
    default void overflowed() {}

    /** Makes the listener of a session. */
    @FunctionalInterface
    interface Factory {
        /** Called once for each session, before anything else can happen to it; it must not be used yet. */
        SessionListener create(EngineSession session);
    }
}
