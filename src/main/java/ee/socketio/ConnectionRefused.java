package ee.socketio;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a middleware or a connect handler to refuse a client: it gets a CONNECT_ERROR packet with the message and
 * the data, its {@code connect_error} event, and no socket. One of Socket.IO 2 gets the data, or the message when there
 * is none, with its {@code error} event.
 *
 * <pre>{@code
 * @OnConnect
 * void connected(Handshake handshake) {
 *     if (handshake.query().get("token") == null) {
 *         throw new ConnectionRefused("a token is needed", Map.of("login", "/login")); // err.message, err.data
 *     }
 * }
 * }</pre>
 */
public final class ConnectionRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    /** Refuses with a message alone. */
    public ConnectionRefused(String message) {
        this(message, null);
    }

    /**
     * @param message the client's {@code err.message}
     * @param data the client's {@code err.data}; left out of the packet when null
     */
    public ConnectionRefused(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** The client's {@code err.data}. */
    public @Nullable Object data() {
        return data;
    }

    /** Never null, other than the general contract has it. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
