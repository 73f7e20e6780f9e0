package ee.socketio;

/**
 * Why a socket was disconnected; {@link #text} is the wording of the Socket.IO protocol.
 *
 * <pre>{@code
 * @OnDisconnect
 * void gone(Socket socket, DisconnectReason reason) {
 *     switch (reason) {
 *         case CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT -> socket.to("hall").emit("left", socket.id());
 *         default -> socket.to("hall").emit("lost", socket.id());
 *     }
 * }
 * }</pre>
 *
 * <p>A client may {@linkplain Socket#recovered come back} to where it was after all but these two and
 * {@link #PARSE_ERROR}.
 */
public enum DisconnectReason {
    /** The client left this namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server made the socket leave, by {@link Socket#disconnect()} or because its HTTP session has ended. */
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
    /**
     * The client broke the Socket.IO protocol, and the connection is closed when it has been sent what waits for it; when
     * nothing does, the reason is {@link #FORCED_CLOSE}.
     */
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
