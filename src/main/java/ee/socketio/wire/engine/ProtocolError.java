package ee.socketio.wire.engine;

/**
 * What can be wrong with a request or a packet, and how each transport says so.
 *
 * <p>Those with a number have Engine.IO's, whose bodies clients read.
 */
public enum ProtocolError {
    /** The query parameter {@code transport} names none that is offered. */
    UNKNOWN_TRANSPORT(0, 400, 1002, "Transport unknown"),
    /** No session has this {@code sid}. */
    UNKNOWN_SID(1, 400, 1002, "Session ID unknown"),
    /** A handshake by another method than GET. */
    BAD_HANDSHAKE_METHOD(2, 400, 1002, "Bad handshake method"),
    /** The request does not fit the session. */
    BAD_REQUEST(3, 400, 1002, "Bad request"),
    /** The handshake was refused by origin or by the application. */
    FORBIDDEN(4, 403, 1008, "Forbidden"),
    /** A handshake with a server that is being stopped. */
    SHUTTING_DOWN(4, 503, 1001, "Server shutting down"),
    /** The revision of the protocol is not offered. */
    UNSUPPORTED_PROTOCOL(5, 400, 1002, "Unsupported protocol version"),
    /** What came is no Engine.IO packet or payload; the session ends with the reason {@code parse error}. */
    PARSE_ERROR(ProtocolError.NO_CODE, 400, 1002, "Parse error"),
    /** More bytes than the limit. */
    PAYLOAD_TOO_LARGE(ProtocolError.NO_CODE, 413, 1009, "Max payload size exceeded"),
    /** What came is no Socket.IO packet; the connection is closed with all its namespaces. */
    INVALID_PACKET(ProtocolError.NO_CODE, 400, 1002, "Invalid packet");

    /** The {@link #code} of errors that have no number on the wire. */
    public static final int NO_CODE = -1;

    private final int code;
    private final int status;
    private final int closeCode;
    private final String message;

    ProtocolError(int code, int status, int closeCode, String message) {
        this.code = code;
        this.status = status;
        this.closeCode = closeCode;
        this.message = message;
    }

    /** The number in the body, 0 to 5, or {@link #NO_CODE}. */
    public int code() {
        return code;
    }

    /** The HTTP status of the answer. A refused WebSocket upgrade is always answered 400. */
    public int status() {
        return status;
    }

    /** The status code of the close frame on an open WebSocket. */
    public int closeCode() {
        return closeCode;
    }

    /** The protocol's sentence. */
    public String message() {
        return message;
    }

    /** The body of the HTTP answer, for example {@code {"code":0,"message":"Transport unknown"}}; see {@link #body(String)}. */
    public String body() {
        return body(message);
    }

    /**
     * The body with another sentence, which the application gave when it refused a handshake.
     *
     * @return JSON in exactly the reference server's form; empty for errors without a code, as there
     */
    public String body(String sentence) {
        if (code == NO_CODE) {
            return "";
        }
        StringBuilder body = new StringBuilder(sentence.length() + 32);
        body.append("{\"code\":").append(code).append(",\"message\":");
        Json.quote(sentence, body);
        return body.append('}').toString();
    }
}
