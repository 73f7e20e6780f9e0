package ee.socketio.engine;

import ee.socketio.wire.engine.EnginePacket;

/**
 * What goes on below the messages of a session, for those who look on. Called on whichever thread it happens;
 * implementations return quickly and run no application code.
 */
public interface TrafficListener {
    /** Nobody looks on. */
    TrafficListener NONE = new TrafficListener() {};

    /** A packet has come over the transport that carries the session; called ahead of what it brings about. */
    default void received(EnginePacket packet) {}

    /** A packet is about to wait for its sending. */
    default void created(EnginePacket packet) {}

    /** The client has answered a heartbeat, or in revision 3 has asked for one. */
    default void heartbeat() {}

    /** A transport asks to take over. */
    default void upgrading(TransportName candidate) {}

    /** It has taken over. */
    default void upgraded(TransportName carrier) {}

    /** All that waited goes to the transport. */
    default void flushed() {}

    /** The transport has taken it. */
    default void drained() {}

    /** The session has ended; some of what happens at the same time may follow. */
    default void closed(CloseReason reason) {}

    /** Tells this one, then another. */
    default TrafficListener and(TrafficListener next) {
        return this == NONE ? next : new TrafficListeners(this, next);
    }
}
