package ee.socketio.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread for all deadlines of a server: heartbeats, upgrades, connects, acknowledgements.
 *
 * <p>What has a deadline is {@linkplain #watch watched}, asked when its time has come, and answers when it wants to be
 * asked again. A heartbeat that moves its deadline with every packet therefore writes one field and touches no shared
 * structure. Late by the scheduler's granularity, never early.
 *
 * <p>{@link #watch} may be called from any thread; everything else happens on the sweeper's.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sweeper.class.getName());

    private static final long STOP_MILLIS = 2000;

    /** Something that is watched. */
    public static final class Watch {
        /** Changes only while it waits in no queue. */
        private long at;

        private volatile @Nullable Swept swept;

        private Watch(Swept swept, long at) {
            this.swept = swept;
            this.at = at;
        }

        /**
         * Ends it: what was watched is let go at once, however far away its deadline is. A call that is under way is
         * not waited for.
         */
        public void cancel() {
            swept = null;
        }
    }

    private final LongSupplier clock;
    private final ConcurrentLinkedQueue<Watch> incoming = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Watch> watches = new PriorityQueue<>(Comparator.comparingLong(watch -> watch.at));
    private volatile long wakesAt = Swept.NEVER;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /** A sweeper that reads this clock, in nanoseconds; it does nothing before it is {@linkplain #start started}. */
    public Sweeper(LongSupplier clock) {
        this.clock = clock;
    }

    /** The present, on the clock that {@link Swept#sweep} sees. */
    public long now() {
        return clock.getAsLong();
    }

    /** Whether the calling thread is the one that serves the deadlines. */
    public boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Starts the thread. */
    public void start(ThreadFactory threads) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    /** Asks for a first call of {@link Swept#sweep} at that time. */
    public Watch watch(Swept swept, long at) {
        Watch watch = new Watch(swept, at);
        if (!closed) {
            incoming.add(watch);
            if (at < wakesAt) {
                LockSupport.unpark(thread);
            }
        }
        return watch;
    }

    /**
     * Calls all that is due; for whoever does without the thread.
     *
     * @return when the next call is due, or {@link Swept#NEVER}
     */
    public long sweep(long now) {
        for (Watch watch = incoming.poll(); watch != null; watch = incoming.poll()) {
            watches.add(watch);
        }
        for (Watch watch = watches.peek(); watch != null && watch.at <= now; watch = watches.peek()) {
            watches.remove();
            long next = visit(watch.swept, now);
            if (next != Swept.NEVER) {
                watch.at = next;
                watches.add(watch);
            }
        }
        Watch next = watches.peek();
        return next == null ? Swept.NEVER : next.at;
    }

    /** Whatever goes wrong with one of them, the others' deadlines are met. */
    private static long visit(@Nullable Swept swept, long now) {
        try {
            return swept == null ? Swept.NEVER : swept.sweep(now);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "SIO-0101 A deadline could not be served", e);
            return Swept.NEVER;
        }
    }

    private void run() {
        while (!closed) {
            // Announced as "asleep for ever" first: whoever adds a watch in between wakes this thread needlessly
            // rather than not at all.
            wakesAt = Swept.NEVER;
            long next = sweep(now());
            wakesAt = next;
            if (incoming.isEmpty() && !closed) {
                if (next == Swept.NEVER) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, next - now());
                }
            }
        }
    }

    /**
     * Ends the thread; what is watched is forgotten. Waits for it, two seconds at most, for a container that undeploys
     * looks for threads that are left.
     */
    @Override
    public void close() {
        closed = true;
        incoming.clear();
        Thread started = thread;
        if (started == null || isCurrentThread()) {
            return;
        }
        LockSupport.unpark(started);
        try {
            started.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
