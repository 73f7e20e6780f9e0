package ee.socketio;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <p>Its handlers run one after the other in the order in which the client sent the events, never two at once, on a
 * thread that may block. All methods may be called from any thread; none blocks, and none fails because the client is
 * slow or gone. What is sent to a socket that has been disconnected is dropped.
 */
public interface Socket {

    /** The public id: 20 characters, different in each namespace, no secret. */
    String id();

    /** Where it is connected to. */
    Namespace namespace();

    /** How it came to be. */
    Handshake handshake();

    /** Whatever the application wants to remember of this client. */
    ConcurrentMap<String, Object> data();

    /** Whether it is connected; false while middlewares run. */
    boolean connected();

    /** {@code polling} or {@code websocket}: what carries the connection at the moment. */
    String transport();

    /**
     * Sends an event to this client.
     *
     * @param event any name but the reserved ones, see {@link BroadcastOperator#emit}
     * @param args {@code String}, numbers, {@code Boolean}, null, {@code byte[]} and {@code ByteBuffer} (sent as
     *     binary attachments, also as members of others), {@code JsonValue}, {@code Map}, {@code Collection}, arrays,
     *     {@code Optional}, and whatever JSON-B can write
     * @throws IllegalArgumentException when the name is reserved or an argument cannot be written as JSON
     */
    void emit(String event, @Nullable Object... args);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /**
     * Sends an event and waits for the client's acknowledgement as long as the server's default ack timeout.
     *
     * @return completes with what the client answered; exceptionally with {@link AckTimeoutException} when the time is
     *     over, and at once when the client leaves
     * @throws IllegalArgumentException as in {@link #emit}
     */
    CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args);

    /** As {@link #emitWithAck(String, Object...)}, with a timeout of its own. */
    CompletionStage<Arguments> emitWithAck(Duration timeout, String event, @Nullable Object... args);

    /**
     * Sends an event only if the connection can take it at this very moment; otherwise it is dropped.
     *
     * @throws IllegalArgumentException as in {@link #emit}
     */
    void emitVolatile(String event, @Nullable Object... args);

    /** Everybody in the namespace but this socket. */
    BroadcastOperator broadcast();

    /** Everybody in these rooms but this socket. */
    default BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** The same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Everybody in the namespace but this socket and those who are in one of these rooms. */
    default BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Enters rooms; does nothing once the socket is disconnected. */
    void join(String... rooms);

    /** Leaves rooms. */
    void leave(String... rooms);

    /** The rooms it is in, its own among them; a snapshot. */
    Set<String> rooms();

    /** Leaves the namespace: the client is told. Does nothing when it has already been disconnected. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * As {@link #disconnect()}.
     *
     * @param close whether to close the underlying connection, and with it all its other namespaces
     */
    void disconnect(boolean close);

    /**
     * Adds a listener for one event of this client.
     *
     * @return this socket
     */
    Socket on(String event, Listener listener);

    /** Removes a listener that {@link #on} added. */
    void off(String event, Listener listener);

    /**
     * Adds a listener for every event; called before those of {@link #on}.
     *
     * @return this socket
     */
    Socket onAny(Listener listener);

    /**
     * Adds a listener for the end, called while the socket is still in its rooms.
     *
     * @return this socket
     */
    Socket onDisconnecting(DisconnectListener listener);

    /**
     * Adds a listener for the end, called after the socket has left its rooms.
     *
     * @return this socket
     */
    Socket onDisconnect(DisconnectListener listener);

    /** What happens on an event. */
    @FunctionalInterface
    interface Listener {
        /** Called in the socket's own order; an exception costs this event and nothing else. */
        void received(Event event) throws Exception;
    }

    /** What happens at the end. */
    @FunctionalInterface
    interface DisconnectListener {
        /** Called in the socket's own order, after its last event. */
        void disconnected(Socket socket, DisconnectReason reason) throws Exception;
    }
}
