package ee.socketio.testkit;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Handlers run when a test says so, on its own thread. */
public final class TaskQueue implements Executor {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Whether there is nothing to run. */
    public boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs all tasks, and those they bring along. */
    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
