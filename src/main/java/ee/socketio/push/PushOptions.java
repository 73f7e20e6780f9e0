package ee.socketio.push;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the door is told by the settings.
 *
 * @param tokens who may push; when there are none, {@code local} may
 * @param local the addresses that need no token
 * @param trustedProxies the addresses whose {@code X-Forwarded-For} counts
 * @param maxBodySize in bytes
 * @param maxBatch events of one batch
 * @param callsPerMinute of one caller
 * @param idempotencyTime how long an {@code Idempotency-Key} is remembered
 */
public record PushOptions(
        List<PushToken> tokens,
        Predicate<String> local,
        Predicate<String> trustedProxies,
        int maxBodySize,
        int maxBatch,
        int callsPerMinute,
        Duration idempotencyTime) {

    /** Copies the list. */
    public PushOptions {
        tokens = List.copyOf(tokens);
    }
}
