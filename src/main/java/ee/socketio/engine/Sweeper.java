package ee.socketio.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread for all deadlines of a server: heartbeats, upgrades, connects, acknowledgements.
 *
 * <p>A deadline is no object of its own: what has one is {@linkplain #watch watched}, asked when its time has come, and
 * answers when it wants to be asked again. A heartbeat that moves its deadline with every packet therefore writes one
 * field and touches no shared structure. Late by the scheduler's granularity, never early.
 *
 * <p>{@link #watch} may be called from any thread; everything else happens on the sweeper's.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sweeper.class.getName());

    private record Visit(long at, Swept swept) implements Comparable<Visit> {
        @Override
        public int compareTo(Visit other) {
            return Long.compare(at, other.at);
        }
    }

    private final LongSupplier clock;
    private final ConcurrentLinkedQueue<Visit> incoming = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Visit> visits = new PriorityQueue<>();
    private volatile long wakesAt = Swept.NEVER;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** A sweeper that reads this clock, in nanoseconds; it does nothing before it is {@linkplain #start started}. */
    public Sweeper(LongSupplier clock) {
        this.clock = clock;
    }

    /** The present, on the clock that {@link Swept#sweep} sees. */
    public long now() {
        return clock.getAsLong();
    }

    /** Starts the thread. */
    public void start(ThreadFactory threads) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    /** Asks for a first call of {@link Swept#sweep} at that time. */
    public void watch(Swept swept, long at) {
        if (closed) {
            return;
        }
        incoming.add(new Visit(at, swept));
        if (at < wakesAt) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Calls all that is due.
     *
     * @return when the next call is due, or {@link Swept#NEVER}
     */
    long sweep(long now) {
        for (Visit visit = incoming.poll(); visit != null; visit = incoming.poll()) {
            visits.add(visit);
        }
        for (Visit visit = visits.peek(); visit != null && visit.at <= now; visit = visits.peek()) {
            visits.remove();
            long next = visit(visit.swept, now);
            if (next != Swept.NEVER) {
                visits.add(new Visit(next, visit.swept));
            }
        }
        Visit next = visits.peek();
        return next == null ? Swept.NEVER : next.at;
    }

    private static long visit(Swept swept, long now) {
        try {
            return swept.sweep(now);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "SIO-0101 A deadline could not be served", e);
            return Swept.NEVER;
        }
    }

    private void run() {
        while (!closed) {
            // Announced as "asleep for ever" first: whoever adds a visit in between wakes this thread needlessly
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

    /** Ends the thread; what is watched is forgotten. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        incoming.clear();
    }
}
