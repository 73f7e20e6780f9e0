package ee.socketio.process;

import java.util.concurrent.atomic.AtomicInteger;

/** How many programs may run at the same time. Thread-safe. */
public final class ForkLimit {
    private final int most;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param most the number; 0 or less for no limit
     */
    public ForkLimit(int most) {
        this.most = most;
    }

    /** Whether one more may run; if so, {@link #release} has to follow. */
    public boolean acquire() {
        if (running.incrementAndGet() <= most || most <= 0) {
            return true;
        }
        running.decrementAndGet();
        return false;
    }

    /** One has ended. */
    public void release() {
        running.decrementAndGet();
    }
}
