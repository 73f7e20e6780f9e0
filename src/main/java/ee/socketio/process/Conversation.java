package ee.socketio.process;

/** A program as one of its clients sees it. */
interface Conversation {

    /**
     * A message of the client; waits while the program does not read.
     *
     * @param message one or more bytes of input, line end included; not changed afterwards
     */
    void received(byte[] message);

    /** The client has gone. */
    void left();
}
