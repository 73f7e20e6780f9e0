package ee.socketio.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so, and what is planned by then. */
final class ManualProgramClock implements ProgramClock {
    private record Task(long due, long period, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public Runnable later(Runnable task, long millis) {
        return plan(new Task(nanos() + nanos(millis), 0, task));
    }

    @Override
    public Runnable every(Runnable task, long millis) {
        return plan(new Task(nanos() + nanos(millis), nanos(millis), task));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private synchronized Runnable plan(Task task) {
        tasks.add(task);
        return () -> forget(task);
    }

    private synchronized void forget(Task task) {
        tasks.removeIf(planned -> planned.action == task.action);
    }

    /** How many tasks are planned. */
    synchronized int planned() {
        return tasks.size();
    }

    synchronized void advance(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            Task next = tasks.stream()
                    .filter(task -> task.due <= end)
                    .min(Comparator.comparingLong(Task::due))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            now = next.due;
            tasks.remove(next);
            if (next.period > 0) {
                tasks.add(new Task(next.due + next.period, next.period, next.action));
            }
            next.action.run();
        }
    }

    @Override
    public synchronized void stop() {
        tasks.clear();
    }
}
