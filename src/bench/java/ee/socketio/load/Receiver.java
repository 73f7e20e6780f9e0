package ee.socketio.load;

/** What a link tells of. */
interface Receiver {
    /**
     * The handshake is over: packets may be sent.
     *
     * @param packet what the server has opened it with
     */
    void opened(String packet);

    /** The server has asked for a sign of life. The link answers. */
    default void pinged() {}

    /** A packet of Engine.IO has come: its type digit and what follows. */
    void received(String packet);

    /** It has ended, or never came about. */
    void failed(String reason);
}
