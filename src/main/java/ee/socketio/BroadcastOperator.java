package ee.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Addresses a set of sockets of one namespace and sends to it.
 *
 * <pre>{@code
 * BroadcastOperator hall = namespace.to("hall");
 * hall.emit("dinner", Map.of("at", "19:00"));
 * hall.except("smokers").emit("dessert");
 * hall.asVolatile().emit("temperature", 21.5);                   // for those who are ready for it now
 * hall.timeout(Duration.ofSeconds(5)).emitWithAck("tea?").thenAccept(answers -> hall.emit("teas", answers.size()));
 * hall.disconnectSockets();
 * }</pre>
 *
 * <p>Immutable: every method that narrows the set returns a new operator, so one may be kept and used again. A socket
 * that is in several of the chosen rooms receives an event once; {@code except} wins over {@code to}. Each socket is
 * in a room named after its own {@linkplain Socket#id() id}, so an id is an address, too.
 *
 * <p>Thread-safe; no method blocks, and none fails because a peer is slow or gone.
 */
public interface BroadcastOperator {

    /**
     * Adds rooms to send to. An operator that was never given any addresses the whole namespace.
     *
     * @throws IllegalArgumentException when no room is given, because nobody would expect that to mean everybody
     */
    BroadcastOperator to(String... rooms);

    /** The same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Leaves out the sockets that are in one of these rooms. */
    BroadcastOperator except(String... rooms);

    /**
     * Events sent through the returned operator may be dropped: a client whose connection is not ready to write at
     * this very moment does not get them, and they are never queued.
     */
    BroadcastOperator asVolatile();

    /** Addresses only the sockets that are connected to this server, where several form a cluster. */
    BroadcastOperator local();

    /** Whether a long-polling response that carries the events may be compressed; it may by default. */
    BroadcastOperator compress(boolean compress);

    /**
     * How long {@link #emitWithAck} waits for the acknowledgements; the server's default otherwise.
     *
     * @throws IllegalArgumentException when it is not more than zero
     */
    BroadcastOperator timeout(Duration timeout);

    /**
     * Sends an event. The arguments are encoded once, on the calling thread, whatever the number of recipients.
     *
     * @param event see {@link Emitter#emit}
     * @param args see {@link Emitter#emit}
     * @throws IllegalArgumentException when the name is reserved or an argument cannot be written as JSON; nothing has
     *     been sent then
     */
    void emit(String event, @Nullable Object... args);

    /**
     * Sends an event and collects one acknowledgement of each addressed socket.
     *
     * @return completes with all acknowledgements, in no particular order; with an empty list at once when nobody is
     *     addressed; exceptionally with {@link AckTimeoutException}, which carries the answers that did come, when the
     *     {@linkplain #timeout time} is over, or earlier when all have answered but those who have left.
     *     What is attached to the stage runs on a thread that may block
     * @throws IllegalArgumentException as in {@link #emit}
     */
    CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /** The addressed sockets that are connected to this server; a snapshot. */
    Collection<Socket> sockets();

    /**
     * The addressed sockets of all servers.
     *
     * @return completes with a snapshot; exceptionally when another server does not tell of its sockets in time. What
     *     is attached to the stage runs on a thread that may block
     */
    CompletionStage<List<RemoteSocket>> fetchSockets();

    /** Makes the addressed sockets join rooms; those of other servers a little later. */
    void socketsJoin(String... rooms);

    /** Makes the addressed sockets leave rooms; those of other servers a little later. */
    void socketsLeave(String... rooms);

    /** Disconnects the addressed sockets from the namespace; those of other servers a little later. */
    default void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * As {@link #disconnectSockets()}.
     *
     * @param close whether to close the underlying connections, and with them all their other namespaces
     */
    void disconnectSockets(boolean close);
}
