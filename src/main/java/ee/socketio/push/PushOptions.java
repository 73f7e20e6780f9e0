package ee.socketio.push;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the door is told by the settings.
 *
 * @param tokens who may push; when there are none, {@code local} may
 * @param local the addresses that need no token
 * @param origin the address where a request began its way; empty when nobody who is trusted knows
 * @param maxBodySize in bytes
 * @param maxBatch events of one batch
 * @param callsPerMinute of one caller
 * @param idempotencyTime how long an {@code Idempotency-Key} is remembered
 */
public record PushOptions(
        List<PushToken> tokens,
        Predicate<String> local,
        Function<HttpServletRequest, Optional<String>> origin,
        int maxBodySize,
        int maxBatch,
        int callsPerMinute,
        Duration idempotencyTime) {

    /** Copies the list. */
    public PushOptions {
        tokens = List.copyOf(tokens);
    }
}
