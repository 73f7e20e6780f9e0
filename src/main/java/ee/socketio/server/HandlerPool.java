package ee.socketio.server;

import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Swept;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has tasks done by some threads of a larger pool. To wake a thread costs more than what most handlers do; so a task
 * wakes one only while fewer are at work than there are processors, and is otherwise taken by the next that is done.
 *
 * <p>A task may block. Whoever waits for a lock or for another thread is noticed by the next task and does not count as
 * being at work; whoever is held up by something that cannot be seen, such as a socket, is noticed after two
 * milliseconds. When tasks have waited for a millisecond although nobody seems to be held up, there is one thread more,
 * and another one each further millisecond.
 */
final class HandlerPool implements Executor, Swept, AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

    private final Sweeper sweeper;
    private final Executor threads;
    private final int usual;
    private final int most;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

    /** Workers that are not held up, those that are about to begin included. */
    private final AtomicInteger atWork = new AtomicInteger();

    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean closed;

    /** On the sweeper's thread only. */
    private boolean waitedBefore;

    /**
     * @param threads has that many at most
     * @param usual how many threads are at work as long as none is held up
     */
    HandlerPool(Sweeper sweeper, Executor threads, int usual, int most) {
        this.sweeper = sweeper;
        this.threads = threads;
        this.usual = Math.min(usual, most);
        this.most = most;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException when it is closed
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        tasks.add(task);
        if (atWork.get() >= usual) {
            workers.forEach(Worker::leaveIfWaiting);
        }
        if (!hire(usual)) {
            watch();
        }
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            sweeper.watch(this, sweeper.now() + TICK);
        }
    }

    /** False when that many are at work. */
    private boolean hire(int limit) {
        if (!enlist(limit)) {
            return false;
        }
        try {
            threads.execute(new Worker());
        } catch (RuntimeException | Error noThread) {
            atWork.decrementAndGet();
            throw noThread;
        }
        return true;
    }

    private boolean enlist(int limit) {
        return atWork.getAndUpdate(n -> n < limit ? n + 1 : n) < limit;
    }

    /** Looks whether tasks wait, and why. */
    @Override
    public long sweep(long now) {
        // First, so that whoever brings a task from now on, or after a thread could not be had, looks after it.
        watched.set(false);
        if (closed) {
            return NEVER;
        }
        workers.forEach(Worker::leaveIfHeldUp);
        boolean waiting = !tasks.isEmpty();
        boolean replaced = waiting && hire(usual);
        while (replaced && hire(usual)) {}
        if (waiting && waitedBefore && !replaced) {
            hire(most);
        }
        waitedBefore = waiting;
        return !tasks.isEmpty() && watched.compareAndSet(false, true) ? now + TICK : NEVER;
    }

    /** Takes no more tasks; those that wait are still done, by as many threads as there may be. */
    @Override
    public void close() {
        closed = true;
        for (int i = tasks.size(); i > 0 && hire(most); i--) {}
    }

    private final class Worker implements Runnable {
        private final AtomicBoolean counts = new AtomicBoolean(true);
        private final AtomicInteger done = new AtomicInteger();
        private volatile Thread thread = Thread.currentThread();

        /** On the sweeper's thread only. */
        private int doneBefore = -1;

        @Override
        public void run() {
            thread = Thread.currentThread();
            do {
                counts.set(true);
                workers.add(this);
                try {
                    work();
                } finally {
                    workers.remove(this);
                    leave();
                }
                // Whoever brought a task meanwhile may have seen this one still at work.
            } while (!tasks.isEmpty() && enlist(usual));
        }

        private void work() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                done.lazySet(done.getPlain() + 1);
                if (!counts.get() && counts.compareAndSet(false, true)) {
                    atWork.incrementAndGet();
                }
            }
        }

        /** Does not count as being at work any more. */
        private void leave() {
            if (counts.compareAndSet(true, false)) {
                atWork.decrementAndGet();
            }
        }

        void leaveIfWaiting() {
            switch (thread.getState()) {
                case BLOCKED, WAITING, TIMED_WAITING -> leave();
                default -> {}
            }
        }

        /** At the same task as the last time. */
        void leaveIfHeldUp() {
            int now = done.get();
            if (now == doneBefore) {
                leave();
            }
            doneBefore = now;
        }
    }
}
