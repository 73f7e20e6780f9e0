package ee.socketio.engine;

/** Why a session ended, in the words of the protocol. */
public enum CloseReason {
    /** No sign of life within the heartbeat's limits. */
    PING_TIMEOUT("ping timeout"),
    /** The peer sent what is no packet. */
    PARSE_ERROR("parse error"),
    /** The connection failed or the peer broke the transport's rules. */
    TRANSPORT_ERROR("transport error"),
    /** The peer closed. */
    TRANSPORT_CLOSE("transport close"),
    /** This side closed. */
    FORCED_CLOSE("forced close"),
    /** The whole server stops. */
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** The reason in the protocol's words. */
    public String text() {
        return text;
    }
}
