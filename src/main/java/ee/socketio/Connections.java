package ee.socketio;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The connections to this node, below all namespaces. Reached by {@link NamespaceRegistry#connections}.
 *
 * <pre>{@code
 * namespaces.connections().onOverflow((connection, overflow) -> {
 *     long times = namespaces.connections().overflows(overflow);
 *     namespaces.of("/operators").emit("overflow", connection.address(), overflow.name(), times);
 * });
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Connections {

    /** How many there are, those that belong to no namespace included. */
    int count();

    /** Those that there are; a snapshot. */
    Collection<Connection> all();

    /**
     * Adds a listener that is told of each new connection, ahead of its first packet.
     *
     * @param listener called on a container's thread, so it must not block
     * @return this registry
     */
    Connections onOpen(Consumer<Connection> listener);

    /**
     * Adds a listener that is told when a queue is full. Of dropped events it is told once until all that waited has
     * been sent; of the end of a connection its sockets are told, too, as a {@code transport error}.
     *
     * @param listener called on a thread that may block
     * @return this registry
     */
    Connections onOverflow(BiConsumer<Connection, Overflow> listener);

    /**
     * How often that has happened since the start: closed connections, or volatile events that were not sent, be it for
     * want of room or because a connection was not ready for them.
     */
    long overflows(Overflow kind);

    /** What becomes of somebody's messages when there are too many of them. */
    enum Overflow {
        /** Volatile events were dropped; the setting {@code socketio.queue-policy} says when. */
        VOLATILE_DROPPED,
        /** A client for which more waits than may was disconnected; see {@code socketio.max-queue-bytes}. */
        NOT_READING,
        /** A client that sends faster than its handlers work was disconnected. */
        FLOODING
    }
}
