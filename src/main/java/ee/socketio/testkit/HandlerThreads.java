package ee.socketio.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Runs handlers while a test waits for them: one after the other in the order in which they became due, each on a
 * thread of its own that may block. Only when one has been waiting for something for a while does the next one start,
 * which may be what the first one waits for.
 */
final class HandlerThreads implements Executor {
    private static final long LOOK_MILLIS = 2;

    /** How often a handler has to be seen waiting before it counts as blocked. */
    private static final int LOOKS = 10;

    private final Runnable onBlocked;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<Running> running = new ArrayList<>();
    private int number;

    /**
     * @param onBlocked called on the test's thread when a handler blocks
     * @param patience how long handlers may take
     */
    HandlerThreads(Runnable onBlocked, Duration patience) {
        this.onBlocked = onBlocked;
        this.patience = patience;
    }

    /** A handler under way. */
    private final class Running extends Thread {
        private final Runnable task;
        private int waits;

        Running(Runnable task) {
            super("socketio-test-handler-" + ++number);
            this.task = task;
            setDaemon(true);
            setContextClassLoader(Thread.currentThread().getContextClassLoader());
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                lock.lock();
                try {
                    running.remove(this);
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }

        /** Looks once more; true when it counts as blocked from now on. */
        boolean becomesBlocked() {
            waits = switch (getState()) {
                case WAITING, TIMED_WAITING, BLOCKED -> waits + 1;
                case NEW, RUNNABLE, TERMINATED -> 0;
            };
            return waits == LOOKS;
        }

        boolean isBlocked() {
            return waits >= LOOKS;
        }
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            due.add(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Something has happened that {@link #await} may wait for. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all handlers have returned.
     *
     * @throws AssertionError with the stack of one that has not returned in time
     */
    void settle() {
        if (!settled(() -> false)) {
            throw stuck();
        }
    }

    /**
     * Waits for something that handlers or other threads of the application do.
     *
     * @return false when it has not come to pass in time
     */
    boolean await(BooleanSupplier condition) {
        return settled(() -> !condition.getAsBoolean()) && condition.getAsBoolean();
    }

    /** Runs handlers until none is left and nothing is missing; false when the patience is at its end. */
    private boolean settled(BooleanSupplier missing) {
        if (Thread.currentThread() instanceof Running) {
            // A handler uses a client: the test is waiting already.
            return true;
        }
        long end = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (!due.isEmpty() || !running.isEmpty() || missing.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                if (!due.isEmpty() && running.stream().allMatch(Running::isBlocked)) {
                    Running next = new Running(due.remove());
                    running.add(next);
                    next.start();
                }
                boolean quiet = !changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (quiet && List.copyOf(running).stream().anyMatch(Running::becomesBlocked)) {
                    lock.unlock();
                    try {
                        onBlocked.run();
                    } finally {
                        lock.lock();
                    }
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private AssertionError stuck() {
        lock.lock();
        try {
            AssertionError error =
                    new AssertionError("a handler has not returned within " + patience.toSeconds() + " s");
            for (Running handler : running) {
                Throwable where = new Throwable(handler.getName() + " waits here");
                where.setStackTrace(handler.getStackTrace());
                error.addSuppressed(where);
            }
            return error;
        } finally {
            lock.unlock();
        }
    }
}
