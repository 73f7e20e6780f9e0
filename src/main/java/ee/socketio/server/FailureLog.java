package ee.socketio.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Failures of handlers, which a client can often provoke at will: at most {@value #LINES_A_SECOND} a second are
 * written, and how many were not.
 */
final class FailureLog {
    private static final Logger LOG = System.getLogger(FailureLog.class.getName());
    private static final int LINES_A_SECOND = 10;

    private record Second(long start, int failures) {}

    private final LongSupplier clock;
    private final AtomicReference<Second> current;

    /**
     * @param clock in nanoseconds
     */
    FailureLog(LongSupplier clock) {
        this.clock = clock;
        current = new AtomicReference<>(new Second(clock.getAsLong(), 0));
    }

    void log(String sentence, Throwable failure) {
        long now = clock.getAsLong();
        Second before = current.getAndUpdate(second -> next(second, now));
        if (now - before.start >= TimeUnit.SECONDS.toNanos(1)) {
            int unwritten = before.failures - LINES_A_SECOND;
            if (unwritten > 0) {
                LOG.log(Level.ERROR, "SIO-0212 " + unwritten + " more failures of handlers were not written");
            }
        } else if (before.failures >= LINES_A_SECOND) {
            return;
        }
        LOG.log(Level.ERROR, sentence, failure);
    }

    private static Second next(Second second, long now) {
        return now - second.start >= TimeUnit.SECONDS.toNanos(1)
                ? new Second(now, 1)
                : new Second(second.start, second.failures + 1);
    }
}
