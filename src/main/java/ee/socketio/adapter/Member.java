package ee.socketio.adapter;

/** A socket of this process, as an adapter sees it. */
public interface Member {

    /** Its id, which is also the name of a room it is always in. */
    String id();

    /** Sends to it; never blocks, and does nothing when it has gone. */
    void deliver(Emission emission);
}
