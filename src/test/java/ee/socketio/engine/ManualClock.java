package ee.socketio.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A sweeper whose time passes when a test says so. */
public final class ManualClock {
    private final AtomicLong now = new AtomicLong();
    private final Sweeper sweeper = new Sweeper(now::get);

    public Sweeper sweeper() {
        return sweeper;
    }

    /** Serves all deadlines up to then, each at its time. */
    public void advance(Duration time) {
        long end = now.get() + time.toNanos();
        for (long next = sweeper.sweep(now.get()); next <= end; next = sweeper.sweep(next)) {
            now.set(next);
        }
        now.set(end);
    }
}
