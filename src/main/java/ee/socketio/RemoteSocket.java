package ee.socketio;

import java.util.Map;
import java.util.Set;

/**
 * A socket that may be connected to another server of the cluster, as it was when {@link
 * BroadcastOperator#fetchSockets} asked for it. What is done with it is done to the socket, if that is still there.
 *
 * <pre>{@code
 * namespace.to("operators").fetchSockets().thenAccept(operators -> {
 *     for (RemoteSocket operator : operators) {
 *         if (operator.rooms().contains("on duty")) {
 *             operator.emit("alarm");
 *             return;
 *         }
 *     }
 *     namespace.to("operators").emit("nobody on duty");
 * });
 * }</pre>
 *
 * <p>Immutable and thread-safe; no method blocks.
 */
public interface RemoteSocket extends Emitter {

    /** The public id. */
    String id();

    /** How it came to be; {@link Handshake#principal} is known to its own server alone. */
    Handshake handshake();

    /** The rooms it was in, its own among them. */
    Set<String> rooms();

    /** What the application remembers of it; of a socket of another server what JSON can tell. Unmodifiable. */
    Map<String, Object> data();

    /** Makes it enter rooms. */
    void join(String... rooms);

    /** Makes it leave rooms. */
    void leave(String... rooms);

    /** Makes it leave the namespace. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * As {@link #disconnect()}.
     *
     * @param close whether to close the underlying connection, and with it all its other namespaces
     */
    void disconnect(boolean close);
}
