package ee.socketio;

/** Why a socket was disconnected; {@link #text} is the wording of the Socket.IO protocol. */
public enum DisconnectReason {
    /** The client left this namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** {@link Socket#disconnect()} was called. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The application is being stopped. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client did not answer the heartbeat in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client closed its connection or lost it. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed, or the client broke the rules of its transport. */
    TRANSPORT_ERROR("transport error"),
    /** The client sent what is no Engine.IO packet. */
    PARSE_ERROR("parse error"),
    /** The server closed the connection. */
    FORCED_CLOSE("forced close"),
    /** The server closed the connection because the client broke the Socket.IO protocol. */
    FORCED_SERVER_CLOSE("forced server close");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** The reason in the protocol's words, for example {@code "transport close"}. */
    public String text() {
        return text;
    }

    /** The same as {@link #text}. */
    @Override
    public String toString() {
        return text;
    }
}
