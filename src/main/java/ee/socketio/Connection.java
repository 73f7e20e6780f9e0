package ee.socketio;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;

/**
 * What carries the sockets of one client: an Engine.IO session, over long-polling or a WebSocket.
 *
 * <pre>{@code
 * socket.connection().addListener(new Connection.Listener() {
 *     @Override
 *     public void heartbeat(Connection connection) {
 *         socket.data().put("last seen", Instant.now());
 *     }
 * });
 * }</pre>
 *
 * <p>Its id is a secret between the client and the server, and is told nobody. All methods may be called from any
 * thread; none blocks.
 */
public interface Connection {

    /** {@code polling} or {@code websocket}: what carries it at the moment. */
    String transport();

    /** The revision of Engine.IO that the client speaks: 4, or 3 for Socket.IO 2. */
    int protocol();

    /** The client's network address, as the container tells it. */
    String address();

    /** Where it stands. */
    State state();

    /** Whether it has changed from long-polling to WebSocket. */
    boolean upgraded();

    /** The client's sockets in all namespaces, those on their way in among them; a snapshot. */
    Collection<Socket> sockets();

    /**
     * Sends a message of Engine.IO that is no packet of Socket.IO: a text as it is. It takes its turn among what the
     * sockets send and counts against the same bound; to a connection that is not open it is dropped.
     *
     * <p>Clients of Socket.IO take it for a packet, and disconnect when it is none; it is for clients of Engine.IO, and
     * for packets that have been written elsewhere.
     *
     * @return this connection
     */
    Connection send(String text);

    /**
     * As {@link #send(String)}: bytes, the remaining ones of a buffer, which are copied.
     *
     * @return this connection
     */
    Connection send(ByteBuffer bytes);

    /**
     * Ends it when what waits has been sent, and with it all sockets, for the reason {@code forced close}. Unlike
     * {@link Socket#disconnect(boolean)} it does not tell the client, which will connect again.
     */
    void close();

    /**
     * Tells a listener what goes on from now on.
     *
     * @return this connection
     */
    Connection addListener(Listener listener);

    /**
     * Removes a listener that {@link #addListener} added.
     *
     * @return this connection
     */
    Connection removeListener(Listener listener);

    /** Where a connection stands. */
    enum State {
        /** It takes what is sent. */
        OPEN,
        /** It ends when what waits has been sent; what comes is dropped. */
        CLOSING,
        /** It has ended. */
        CLOSED
    }

    /**
     * What goes on below the events.
     *
     * <p>The methods are called in the order in which things have happened, never two at once, on a thread that may
     * block. What a listener is still to be told counts against the same bound as events that wait for handlers. An
     * exception is logged.
     */
    interface Listener {
        /** A packet has come; it is followed by {@code message} when it is one. */
        default void packet(Connection connection, Packet packet) {}

        /**
         * A message of text has come, most often a packet of Socket.IO. It is told as it came: what cannot be decoded
         * ends the connection all the same.
         */
        default void message(Connection connection, String text) {}

        /**
         * A message of bytes has come, most often an attachment.
         *
         * @param bytes read-only
         */
        default void message(Connection connection, ByteBuffer bytes) {}

        /** A packet is to be sent. */
        default void packetCreate(Connection connection, Packet packet) {}

        /** The client has given the sign of life that was due. */
        default void heartbeat(Connection connection) {}

        /** A transport asks to take over; it is followed by {@link #upgrade} when it does. */
        default void upgrading(Connection connection, String transport) {}

        /** A transport has taken over. */
        default void upgrade(Connection connection, String transport) {}

        /** All that waited has been handed to the transport. */
        default void flush(Connection connection) {}

        /** The transport has taken it. */
        default void drain(Connection connection) {}

        /**
         * It has ended.
         *
         * @param description more about it, for logs; in no fixed wording
         */
        default void close(Connection connection, DisconnectReason reason, Optional<String> description) {}
    }

    /** A packet of Engine.IO. */
    sealed interface Packet {
        /** {@code open}, {@code close}, {@code ping}, {@code pong}, {@code message}, {@code upgrade} or {@code noop}. */
        String type();

        /**
         * A packet of text.
         *
         * @param data what follows the type; of a {@code message} a packet of Socket.IO
         */
        record Text(String type, String data) implements Packet {}

        /**
         * A {@code message} of bytes: an attachment.
         *
         * @param data must not be changed
         */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Binary(byte[] data) implements Packet {
            @Override
            public String type() {
                return "message";
            }
        }
    }
}
