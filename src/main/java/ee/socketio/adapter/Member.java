package ee.socketio.adapter;

import ee.socketio.Handshake;
import java.util.concurrent.ConcurrentMap;

/** A socket of this process, as an adapter sees it. */
public interface Member {

    /** Its id, which is also the name of a room it is always in. */
    String id();

    /** How it came to be. */
    Handshake handshake();

    /** What the application remembers of it. */
    ConcurrentMap<String, Object> data();

    /** Sends to it; never blocks, and does nothing when it has gone. */
    void deliver(Emission emission);

    /**
     * Sends to it and passes its answer on; one that has gone is told of as {@linkplain Acknowledgements#abandoned
     * abandoned}.
     *
     * @param emission with an id of {@link AdapterHost#nextAckId}
     */
    void deliver(Emission emission, Acknowledgements acks);

    /** Lets go of the acknowledgements that were asked for under this id. */
    void forget(String ackId);

    /** Disconnects it from the namespace, with its connection if need be. */
    void disconnect(boolean close);
}
