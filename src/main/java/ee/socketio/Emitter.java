package ee.socketio;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends to one client.
 *
 * <pre>{@code
 * socket.emit("news", "a headline", Map.of("by", "Duke"));
 * socket.asVolatile().emit("temperature", 21.5);                 // now or never
 * socket.timeout(Duration.ofSeconds(5))
 *         .emitWithAck("sure?")
 *         .thenAccept(answer -> socket.emit("you said", answer.get(0, String.class)));
 * }</pre>
 *
 * <p>Immutable: every method that changes the way of sending returns a new emitter, so
 * {@code socket.timeout(…).emitWithAck(…)} leaves the socket itself as it was. Thread-safe; no method blocks, and none
 * fails because the client is slow or gone.
 */
public interface Emitter {

    /**
     * Events sent through the returned emitter may be dropped: when the connection cannot take them at this very
     * moment they are not queued.
     */
    Emitter asVolatile();

    /** Whether a long-polling response that carries the events may be compressed; it may by default. */
    Emitter compress(boolean compress);

    /**
     * How long {@link #emitWithAck} waits for the acknowledgement; the server's default otherwise.
     *
     * @throws IllegalArgumentException when it is not more than zero
     */
    Emitter timeout(Duration timeout);

    /**
     * Sends an event to the client.
     *
     * @param event any name but the protocol's own: {@code connect}, {@code connect_error}, {@code disconnect},
     *     {@code disconnecting}, {@code newListener}, {@code removeListener}
     * @param args {@code String}, numbers (what is not finite becomes null), {@code Boolean}, null, {@code byte[]} and
     *     {@code ByteBuffer} (sent as binary attachments, also as members of others), {@code JsonValue}, {@link RawJson}, {@code Map},
     *     {@code Iterable}, arrays, {@code Optional}, and whatever JSON-B can write. They are written before this
     *     method returns and may be changed afterwards; bytes are not copied and must not
     * @throws IllegalArgumentException when the name is reserved or an argument cannot be written as JSON; nothing has
     *     been sent then
     */
    void emit(String event, @Nullable Object... args);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /**
     * Sends an event and waits for the client's acknowledgement.
     *
     * <p>A handler may block until it comes ({@code toCompletableFuture().join()}). What is attached to the stage runs
     * on a thread that may block, and not in the socket's order.
     *
     * @return completes with what the client answered; exceptionally with {@link AckTimeoutException} when the
     *     {@linkplain #timeout time} is over, and at once when the client leaves
     * @throws IllegalArgumentException as in {@link #emit}
     */
    CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args);
}
