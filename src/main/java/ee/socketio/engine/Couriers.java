package ee.socketio.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads that send for those who must not wait for a peer. A courier goes from session to session as long as any has
 * something to send, so that what several threads emit at the same time leaves in few bursts, and a broadcast costs one
 * hand-over and not one for each recipient.
 *
 * <p>Usually there is one. When the work has not ended after {@value #MILLIS} milliseconds there is one more, up to one
 * a processor; beyond that only in place of those that wait for peers that do not read. When there are as many as there
 * may be and nothing moves, the rest is sent without waiting.
 *
 * <p>A thread that will have time in a moment needs none: it answers a few of its own calls itself when its {@linkplain
 * #beginRound round} ends.
 */
final class Couriers implements Swept {
    private static final long MILLIS = 5;

    /** How many calls a thread answers itself; more are worth another one. */
    private static final int FEW = 64;

    private static final int DEPTH = 0;
    private static final int CALLS = 1;

    private final Sweeper sweeper;
    private final Executor executor;
    private final int most;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final ConcurrentLinkedQueue<Flusher> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger couriers = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final LongAdder answered = new LongAdder();

    /**
     * For each thread how many of its rounds have begun, one in the other, and how many calls wait for their end. Plain
     * numbers: a container's threads keep them for longer than the application lasts.
     */
    private final ThreadLocal<int[]> rounds = ThreadLocal.withInitial(() -> new int[2]);

    /** On the sweeper's thread only. */
    private long answeredBefore;

    /**
     * @param executor for the threads
     * @param most how many there may be
     */
    Couriers(Sweeper sweeper, Executor executor, int most) {
        this.sweeper = sweeper;
        this.executor = executor;
        this.most = most;
    }

    /** Asks for somebody who sends what waits. To be called once until somebody comes. */
    void call(Flusher flusher) {
        calls.add(flusher);
        int[] round = rounds.get();
        if (round[DEPTH] > 0 && round[CALLS] < FEW) {
            round[CALLS]++;
        } else if (couriers.get() == 0) {
            hire(1);
        }
        watch();
    }

    /** From now on the calling thread does what waits for nothing; at the {@link #endRound} it may wait. */
    void beginRound() {
        rounds.get()[DEPTH]++;
    }

    /** Answers as many calls as the round has brought; whoever was faster has answered others. */
    void endRound() {
        int[] round = rounds.get();
        if (--round[DEPTH] > 0) {
            return;
        }
        int left = round[CALLS];
        round[CALLS] = 0;
        while (left-- > 0 && answer()) {}
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            sweeper.watch(this, sweeper.now() + TimeUnit.MILLISECONDS.toNanos(MILLIS));
        }
    }

    /** False when there are that many. */
    private boolean hire(int limit) {
        boolean hired = enlist(limit);
        if (hired) {
            executor.execute(this::work);
        }
        return hired;
    }

    private boolean enlist(int limit) {
        return couriers.getAndUpdate(n -> n < limit ? n + 1 : n) < limit;
    }

    private void work() {
        do {
            while (answer()) {}
            couriers.decrementAndGet();
            // Whoever called meanwhile may have seen this one still at work.
        } while (!calls.isEmpty() && enlist(most));
    }

    /** False when nobody has called. */
    private boolean answer() {
        Flusher flusher = calls.poll();
        if (flusher == null) {
            return false;
        }
        flusher.flushPatiently();
        answered.increment();
        return true;
    }

    /** Looks whether there is too much to do. */
    @Override
    public long sweep(long now) {
        watched.set(false);
        long before = answeredBefore;
        answeredBefore = answered.sum();
        if (calls.isEmpty()) {
            return NEVER;
        }
        boolean stuck = answeredBefore == before;
        if (!hire(stuck ? most : Math.min(most, processors)) && stuck) {
            for (Flusher flusher = calls.poll(); flusher != null; flusher = calls.poll()) {
                flusher.flushWithoutWaiting();
            }
        }
        if (!calls.isEmpty()) {
            watch();
        }
        return NEVER;
    }
}
