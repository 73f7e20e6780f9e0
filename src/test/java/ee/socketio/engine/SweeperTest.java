package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class SweeperTest {
    private final Sweeper sweeper = new Sweeper(() -> 0);
    private final List<Long> visits = new ArrayList<>();

    @Test
    void isEarlyForNobody() {
        sweeper.watch(
                now -> {
                    visits.add(now);
                    return Swept.NEVER;
                },
                100);

        assertThat(sweeper.sweep(99)).isEqualTo(100);
        assertThat(visits).isEmpty();
        assertThat(sweeper.sweep(100)).isEqualTo(Swept.NEVER);
        assertThat(visits).containsExactly(100L);
    }

    @Test
    void comesBackWhenAsked() {
        sweeper.watch(
                now -> {
                    visits.add(now);
                    return now + 10;
                },
                10);

        for (int now = 0; now <= 30; now++) {
            sweeper.sweep(now);
        }

        assertThat(visits).containsExactly(10L, 20L, 30L);
    }

    @Test
    void cancelledWatchIsNotVisited() {
        Sweeper.Watch watch = sweeper.watch(
                now -> {
                    visits.add(now);
                    return Swept.NEVER;
                },
                10);
        sweeper.sweep(0);

        watch.cancel();

        sweeper.sweep(10);
        assertThat(visits).isEmpty();
    }

    @Test
    void faultOfOneDoesNotTouchAnother() {
        sweeper.watch(
                now -> {
                    throw new StackOverflowError("provoked");
                },
                10);
        sweeper.watch(
                now -> {
                    visits.add(now);
                    return Swept.NEVER;
                },
                10);

        sweeper.sweep(10);

        assertThat(visits).containsExactly(10L);
    }

    @Test
    void threadIsWokenByAnEarlierDeadline() throws InterruptedException {
        CountDownLatch visited = new CountDownLatch(2);
        try (Sweeper running = new Sweeper(System::nanoTime)) {
            running.watch(now -> Swept.NEVER, running.now() + TimeUnit.HOURS.toNanos(1));
            running.start(Thread::new);
            for (int i = 0; i < 2; i++) {
                running.watch(
                        now -> {
                            visited.countDown();
                            return Swept.NEVER;
                        },
                        running.now() + TimeUnit.MILLISECONDS.toNanos(1));
            }

            assertThat(visited.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Atmosphere #1053: Tomcat finds a thread that is only about to end, and reports a leak. */
    @Test
    void closeReturnsWhenTheThreadHasEnded() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Sweeper running = new Sweeper(System::nanoTime);
        running.start(task -> {
            Thread slow = new Thread(() -> {
                task.run();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            });
            thread.set(slow);
            return slow;
        });

        running.close();

        assertThat(thread.get().isAlive()).isFalse();
    }
}
