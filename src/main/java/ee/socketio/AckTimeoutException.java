package ee.socketio;

import java.io.Serial;
import java.util.List;

/**
 * Not all acknowledgements came: the time was over, or a peer left before it answered.
 *
 * <pre>{@code
 * namespace.timeout(Duration.ofSeconds(5)).emitWithAck("vote").whenComplete((votes, failure) -> {
 *     List<Arguments> cast = failure instanceof AckTimeoutException incomplete ? incomplete.responses() : votes;
 *     namespace.emit("votes", cast.size());
 * });
 * }</pre>
 */
public final class AckTimeoutException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Arguments> responses;

    /**
     * @param message what is missing
     * @param responses those that came in time
     */
    public AckTimeoutException(String message, List<Arguments> responses) {
        super(message);
        this.responses = List.copyOf(responses);
    }

    /** The acknowledgements that did come. */
    public List<Arguments> responses() {
        return responses;
    }
}
