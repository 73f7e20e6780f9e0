package ee.socketio.process;

/** A program as one of its clients sees it. */
interface Conversation {

    /**
     * A message of the client; waits while the program does not read, unless the program is shared.
     *
     * @param message one or more bytes of input, line end included; not changed afterwards
     * @return false when a shared program does not read: the message is lost, and the client is to be disconnected
     */
    boolean received(byte[] message);

    /** The client has gone; more than once is as once. */
    void left();
}
