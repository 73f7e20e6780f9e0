package ee.socketio.wire.socket;

/** What a Socket.IO packet is for; its {@link #code} is the first character of the packet's text. */
public enum SocketPacketType {
    /** Joins a namespace, or confirms that. */
    CONNECT('0'),
    /** Leaves a namespace. */
    DISCONNECT('1'),
    /** An event without attachments. */
    EVENT('2'),
    /** The answer to an event, without attachments. */
    ACK('3'),
    /** A namespace could not be joined. */
    CONNECT_ERROR('4'),
    /** An event with attachments. */
    BINARY_EVENT('5'),
    /** The answer to an event, with attachments. */
    BINARY_ACK('6');

    private final char code;

    SocketPacketType(char code) {
        this.code = code;
    }

    /** {@code '0'} to {@code '6'}. */
    public char code() {
        return code;
    }

    /** Whether binary messages follow the packet's text. */
    public boolean binary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }
}
