package ee.socketio.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Log lines that a peer can provoke at will. Of each kind one a minute is written; it says how many were kept back
 * since the one before, so that nobody can fill the log and nothing goes unnoticed.
 *
 * <p>Thread-safe.
 */
final class Complaints {
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    /** One kind of line: when the last one was written, and how many came after it. */
    private record Written(long at, int keptBack) {}

    private final Logger logger;
    private final LongSupplier clock;
    private final ConcurrentMap<String, Written> written = new ConcurrentHashMap<>();

    Complaints(Logger logger, LongSupplier clock) {
        this.logger = logger;
        this.clock = clock;
    }

    /**
     * @param kind message id and sentence; the same text again is the same kind
     * @param detail what is special about this one
     */
    void log(Level level, String kind, Object detail, @Nullable Throwable cause) {
        long now = clock.getAsLong();
        Written last = written.get(kind);
        if (last != null && now - last.at < INTERVAL) {
            written.computeIfPresent(kind, (same, current) -> new Written(current.at, current.keptBack + 1));
            return;
        }
        Written before = written.put(kind, new Written(now, 0));
        int keptBack = before == null ? 0 : before.keptBack;
        logger.log(
                level,
                kind + ": " + detail + (keptBack == 0 ? "" : " (and " + keptBack + " more since the last such line)"),
                cause);
    }
}
