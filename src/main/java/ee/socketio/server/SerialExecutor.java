package ee.socketio.server;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks of one socket in order, never two at once, on threads of a shared executor; no thread is held while
 * there is nothing to do. Tasks given before the {@linkplain #start start} wait for it.
 *
 * <p>Tasks must not throw. After some tasks in a row the thread is given back, so that a busy socket does not keep the
 * others waiting where threads are few. A task may also give it back in its midst, see {@link Step}.
 */
final class SerialExecutor {
    private static final int TASKS_IN_A_ROW = 64;

    /** A task, or the rest of one. */
    @FunctionalInterface
    interface Step {
        /** False when it is not finished: then {@link #resume} is to be called, once, with its rest. */
        boolean run();
    }

    /** Gathers what some tasks in a row send. */
    interface Gathering {
        /** Nobody does. */
        Gathering NONE = new Gathering() {
            @Override
            public void cork(boolean brief) {}

            @Override
            public void uncork(boolean brief) {}
        };

        /**
         * Tasks are about to run, on this thread.
         *
         * @param brief whether it is a single one that waits for nothing
         */
        void cork(boolean brief);

        /** They have run: it is sent. */
        void uncork(boolean brief);
    }

    private record Task(Step step, int cost) {}

    private final Executor executor;
    private final Backlog backlog;
    private final Gathering gathering;
    private final ConcurrentLinkedQueue<Task> waiting = new ConcurrentLinkedQueue<>();

    /** The tasks that wait or run, and one more before the start: whoever raises it from 0 has to run them. */
    private final AtomicInteger unfinished = new AtomicInteger(1);

    /**
     * @param backlog where the waiting tasks count
     */
    SerialExecutor(Executor executor, Backlog backlog, Gathering gathering) {
        this.executor = executor;
        this.backlog = backlog;
        this.gathering = gathering;
    }

    /** Lets the tasks run; to be called at most once. */
    void start() {
        if (unfinished.decrementAndGet() > 0) {
            executor.execute(this::run);
        }
    }

    /** Lets go of what waits for a start that never comes. */
    void discard() {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            backlog.remove(task.cost);
        }
    }

    /**
     * Runs a task after all that were given before.
     *
     * @param cost what it holds in memory while it waits
     */
    void execute(Step task, int cost) {
        backlog.add(cost);
        waiting.add(new Task(task, cost));
        if (unfinished.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    /**
     * Runs a task that waits for nothing at once, on the calling thread.
     *
     * @return false, and nothing has happened, when others have not ended yet or {@link #start} has not been called
     */
    boolean tryRun(Step task) {
        return tryRun(gathering, task);
    }

    /** As {@link #tryRun}, for a task that sends nothing. */
    boolean tryRunSilently(Runnable task) {
        return tryRun(Gathering.NONE, () -> {
            task.run();
            return true;
        });
    }

    private boolean tryRun(Gathering around, Step task) {
        if (!unfinished.compareAndSet(0, 1)) {
            return false;
        }
        boolean finished;
        around.cork(true);
        try {
            finished = task.run();
        } finally {
            around.uncork(true);
        }
        if (finished && unfinished.decrementAndGet() > 0) {
            executor.execute(this::run);
        }
        return true;
    }

    /** Runs the rest of the task that has given its thread back, and then those that wait. */
    void resume(Step rest) {
        executor.execute(() -> run(rest));
    }

    private void run() {
        run(this::next);
    }

    private void run(Step first) {
        gathering.cork(false);
        boolean more;
        try {
            more = runSome(first);
        } finally {
            gathering.uncork(false);
        }
        if (more) {
            executor.execute(this::run);
        }
    }

    /** The first of those that wait. */
    private boolean next() {
        Task task = waiting.remove();
        backlog.remove(task.cost);
        return task.step.run();
    }

    private boolean runSome(Step first) {
        for (int i = 0; i < TASKS_IN_A_ROW; i++) {
            boolean finished = i == 0 ? first.run() : next();
            if (!finished) {
                return false;
            }
            if (unfinished.decrementAndGet() == 0) {
                return false;
            }
        }
        return true;
    }
}
