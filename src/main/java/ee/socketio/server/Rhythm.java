package ee.socketio.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a client sends one message after the other or several at once. The server reads what came together in one go:
 * then the next message follows on the heels of the last, where a client that waits for an answer takes the time of a
 * way over the network. What comes together is best answered together.
 *
 * <p>The first message of several tells nothing yet; it is taken to be like those that came the last time. Nor does a
 * single one that follows closely: its client may have been faster than the thread that had just answered it.
 *
 * <p>Not thread-safe: packets come one at a time.
 */
final class Rhythm {
    private static final long TOGETHER_NANOS = TimeUnit.MICROSECONDS.toNanos(15);

    /** So many that follow each other closely are no accident of a busy machine. */
    private static final int SEVERAL = 2;

    private final LongSupplier clock;
    private long handled;
    private int followers;
    private boolean together;

    /**
     * @param clock in nanoseconds
     */
    Rhythm(LongSupplier clock) {
        this.clock = clock;
        handled = clock.getAsLong() - TOGETHER_NANOS;
    }

    /** A message has come. */
    void arrived() {
        if (clock.getAsLong() - handled < TOGETHER_NANOS) {
            followers++;
        } else {
            together = followers >= SEVERAL || (together && followers > 0);
            followers = 0;
        }
    }

    /** The server goes on to read. */
    void handled() {
        handled = clock.getAsLong();
    }

    /** Whether the last message that came seems to be one of a client that waits for each answer. */
    boolean isSingle() {
        return !together && followers < SEVERAL;
    }
}
