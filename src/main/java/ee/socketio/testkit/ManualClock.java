package ee.socketio.testkit;

import ee.socketio.engine.Sweeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A sweeper whose time passes when a test says so.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * CompletableFuture<Long> alarm = new CompletableFuture<>();
 * clock.sweeper().watch(
 *         now -> {
 *             alarm.complete(now);
 *             return Swept.NEVER;
 *         },
 *         Duration.ofSeconds(25).toNanos());
 *
 * clock.advance(Duration.ofSeconds(24));
 * assertFalse(alarm.isDone());
 * clock.advance(Duration.ofSeconds(1));
 * assertTrue(alarm.isDone());
 * }</pre>
 */
public final class ManualClock {
    private final AtomicLong now = new AtomicLong();
    private final Sweeper sweeper = new Sweeper(now::get);
    private final ReentrantLock advancing = new ReentrantLock();

    /** Serves the deadlines. */
    public Sweeper sweeper() {
        return sweeper;
    }

    /** Serves all deadlines up to then, each at its time. */
    public void advance(Duration time) {
        advancing.lock();
        try {
            long end = now.get() + time.toNanos();
            for (long next = sweeper.sweep(now.get()); next <= end; next = sweeper.sweep(next)) {
                now.set(next);
            }
            now.set(end);
        } finally {
            advancing.unlock();
        }
    }
}
