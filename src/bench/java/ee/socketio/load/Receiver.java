package ee.socketio.load;

/** What a link tells of. */
interface Receiver {
    /** The handshake is over: packets may be sent. */
    void opened();

    /** A packet of Engine.IO has come: its type digit and what follows. */
    void received(String packet);

    /** It has ended, or never came about. */
    void failed(String reason);
}
