package ee.socketio;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement that a client asked for with an event.
 *
 * <p>Usable from any thread and at any time; only the first call sends anything.
 *
 * <pre>{@code
 * private final Queue<Ack> waiting = new ConcurrentLinkedQueue<>();
 *
 * @OnEvent
 * void queue(Ack ack) {
 *     waiting.add(ack);                                          // the client's callback is called in its turn
 * }
 *
 * @OnEvent
 * void next() {
 *     Optional.ofNullable(waiting.poll()).ifPresent(ack -> ack.send("your turn", waiting.size()));
 * }
 * }</pre>
 */
public interface Ack {

    /** Whether the client asked for it. */
    boolean isRequested();

    /**
     * Answers the client's event.
     *
     * @param values become the arguments of the client's callback; see {@link Emitter#emit} for their types
     * @throws IllegalArgumentException when a value cannot be written as JSON; the event may still be answered then
     */
    void send(@Nullable Object... values);

    /**
     * Several values to return from a handler method: {@code return Ack.of("one", 2);}
     *
     * @param values become the arguments of the client's callback
     */
    static Values of(@Nullable Object... values) {
        return new Values(Collections.unmodifiableList(Arrays.asList(values.clone())));
    }

    /**
     * The values of an acknowledgement.
     *
     * @param list unmodifiable; elements may be null
     */
    record Values(List<@Nullable Object> list) {}
}
