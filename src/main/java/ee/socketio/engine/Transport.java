package ee.socketio.engine;

import java.util.List;

/**
 * What carries the packets of a session. A session uses one at a time, and a second one while it probes.
 *
 * <p>Implementations are thread-safe and do not call back while they hold a lock. What they receive they hand to
 * {@link EngineSession#received}; when they can take a burst again they call {@link EngineSession#drain}.
 */
public interface Transport {

    /** Its name on the wire. */
    TransportName name();

    /** Whether it can take a burst now; a WebSocket always can, long-polling while a GET is pending. */
    boolean writable();

    /**
     * Sends messages, in order. Called by one thread at a time and not again before the last burst is settled. Does
     * not block.
     *
     * @param burst at least one message
     * @param completion called exactly once, on any thread, possibly before this method returns
     */
    void send(List<OutboundMessage> burst, Completion completion);

    /**
     * Whether a burst would at the moment better be sent {@linkplain #sendPatiently patiently}. Some containers send
     * faster, and many messages at once, when the caller waits until they are written.
     */
    default boolean prefersPatience() {
        return false;
    }

    /** As {@link #send}, on a thread that may wait for a peer that is slow to read; not for more than 20 s. */
    default void sendPatiently(List<OutboundMessage> burst, Completion completion) {
        send(burst, completion);
    }

    /**
     * Ends it; a pending GET is answered. Does not block. Nothing happens when it has ended already.
     *
     * @param farewell what to tell the peer
     */
    void close(Farewell farewell);

    /** How a burst ended. */
    interface Completion {
        /** The container has taken all of it. */
        void sent();

        /**
         * Nothing of it has reached the peer, but the transport lives: it is to be sent again, first.
         */
        void unsent();

        /** The transport is broken. */
        void failed(String description);
    }

    /** What the peer is told at the end. */
    enum Farewell {
        /** The peer itself has closed: a pending GET is released by a NOOP packet. */
        RELEASE,
        /** This side closes: a pending GET is answered by a CLOSE packet, a WebSocket by a close frame. */
        CLOSE,
        /** As {@link #CLOSE}, to a long-polling peer that was told to poll once more for it. */
        NOOP_AND_CLOSE
    }
}
