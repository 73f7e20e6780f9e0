package ee.socketio.engine;

import ee.socketio.wire.engine.EnginePacket;

/**
 * What goes on below the messages of a session, for those who look on. Called on whichever thread it happens;
 * implementations return quickly and run no application code.
 */
public interface TrafficListener {

    /** A packet has come over the transport that carries the session; called ahead of what it brings about. */
    void received(EnginePacket packet);

    /** A packet is about to wait for its sending. */
    void created(EnginePacket packet);

    /** The client has answered a heartbeat, or in revision 3 has asked for one. */
    void heartbeat();

    /** A transport asks to take over. */
    void upgrading(TransportName candidate);

    /** It has taken over. */
    void upgraded(TransportName carrier);

    /** All that waited goes to the transport. */
    void flushed();

    /** The transport has taken it. */
    void drained();
}
