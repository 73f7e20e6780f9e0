package ee.socketio.wire.engine;

/** What an Engine.IO packet is for; its {@link #code} is the first character of the packet's text. */
public enum PacketType {
    /** Server to client: the handshake's answer, JSON. */
    OPEN('0'),
    /** The sender closes the session. */
    CLOSE('1'),
    /** Heartbeat; with data {@code probe} it asks whether a WebSocket can be upgraded to. */
    PING('2'),
    /** The answer to {@link #PING}. */
    PONG('3'),
    /** Data of the layer above, text or binary. */
    MESSAGE('4'),
    /** Client to server: from here on the WebSocket is the transport. */
    UPGRADE('5'),
    /** Releases a waiting poll. */
    NOOP('6');

    private static final PacketType[] BY_CODE = values();

    private final char code;

    PacketType(char code) {
        this.code = code;
    }

    /** {@code '0'} to {@code '6'}. */
    public char code() {
        return code;
    }

    /**
     * The type with this code.
     *
     * @throws ProtocolException {@link ProtocolError#PARSE_ERROR} when there is none
     */
    public static PacketType of(char code) {
        if (code < '0' || code > '6') {
            throw new ProtocolException(
                    ProtocolError.PARSE_ERROR,
                    "packet type: " + ProtocolException.excerpt(String.valueOf(code)) + " (expected: 0 to 6)");
        }
        return BY_CODE[code - '0'];
    }
}
