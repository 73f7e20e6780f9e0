package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.Sweeper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The asynchronous modes and their threads. */
@Timeout(30)
final class HandlerExecutorTest {
    private static final ClassLoader LOADER = HandlerExecutorTest.class.getClassLoader();
    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "executor");
        thread.setDaemon(true);
        return thread;
    };

    private final Sweeper sweeper = new Sweeper(System::nanoTime);

    private static Thread threadOf(Executor executor) {
        return CompletableFuture.supplyAsync(Thread::currentThread, executor).join();
    }

    @Test
    void threadsAsideAreFreeWhileAllOfThePoolBlock() {
        CountDownLatch release = new CountDownLatch(1);
        try (HandlerExecutor pool = HandlerExecutor.pool("pool", 2, THREADS, sweeper, LOADER)) {
            for (int i = 0; i < 2; i++) {
                pool.execute(() -> await(release));
            }

            assertThat(threadOf(pool.aside())).isNotEqualTo(Thread.currentThread());
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void directRunsWhereItIsCalled() {
        try (HandlerExecutor direct = HandlerExecutor.direct(1, THREADS, () -> false, LOADER)) {
            assertThat(threadOf(direct)).isEqualTo(Thread.currentThread());
            assertThat(direct.name()).isEqualTo("direct");
        }
    }

    @Test
    void directRunsNothingOnTheSweeperAndNothingAsideWhereItIsCalled() {
        AtomicBoolean onSweeper = new AtomicBoolean(true);
        try (HandlerExecutor direct = HandlerExecutor.direct(1, THREADS, onSweeper::get, LOADER)) {
            assertThat(threadOf(direct)).isNotEqualTo(Thread.currentThread());
            onSweeper.set(false);
            assertThat(threadOf(direct.aside())).isNotEqualTo(Thread.currentThread());
        }
    }

    @Test
    void taskBehindTheEndIsDropped() {
        HandlerExecutor pool = HandlerExecutor.pool("pool", 1, THREADS, sweeper, LOADER);
        pool.close();
        AtomicBoolean ran = new AtomicBoolean();

        pool.execute(() -> ran.set(true));
        pool.aside().execute(() -> ran.set(true));

        assertThat(ran).isFalse();
    }
}
