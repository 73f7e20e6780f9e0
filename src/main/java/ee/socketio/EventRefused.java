package ee.socketio;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by an event handler, or by a middleware of {@link Socket#use}, to tell the client why it will not do it. The
 * client gets, if it asked for an acknowledgement, one argument <code>{"error": message, "data": data}</code>. That is
 * no failure: but for an {@link OnError} of this very type, error handlers and log hear of it only when the client has
 * asked for none.
 *
 * <pre>{@code
 * @OnEvent
 * void order(String item, int count) {
 *     if (count > 10) {
 *         throw new EventRefused("too many", Map.of("max", 10)); // callback({error: "too many", data: {max: 10}})
 *     }
 * }
 * }</pre>
 *
 * <p>The server itself refuses arguments that break constraints of Bean Validation with {@code Invalid arguments} and a
 * list of {@link Violation}, and who may not send an event with {@code Unauthorized} or {@code Forbidden}.
 */
public final class EventRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    /** Refuses with a message alone. */
    public EventRefused(String message) {
        this(message, null);
    }

    /**
     * @param message the answer's {@code error}
     * @param data the answer's {@code data}; left out when null
     */
    public EventRefused(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** The answer's {@code data}. */
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
