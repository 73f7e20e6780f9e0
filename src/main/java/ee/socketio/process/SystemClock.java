package ee.socketio.process;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The machine's own time. One thread serves all tasks. */
final class SystemClock implements ProgramClock {
    private final ScheduledExecutorService timer;

    SystemClock(ThreadFactory threads) {
        timer = Executors.newSingleThreadScheduledExecutor(threads);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Runnable later(Runnable task, long millis) {
        Future<?> planned = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        return () -> planned.cancel(false);
    }

    @Override
    public Runnable every(Runnable task, long millis) {
        Future<?> repeated = timer.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
        return () -> repeated.cancel(false);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
