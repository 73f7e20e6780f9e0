package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.Sweeper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How many threads handlers are given. A worker that has been called is at work until it is run; what a task does while
 * it runs on the test's own thread happens while that worker is held up.
 */
@Timeout(30)
final class HandlerPoolTest {
    private static final int USUAL = 2;
    private static final int MOST = 4;

    private final AtomicLong clock = new AtomicLong();
    private final Sweeper sweeper = new Sweeper(clock::get);
    private final Deque<Runnable> called = new ArrayDeque<>();
    private final HandlerPool pool = new HandlerPool(sweeper, called::add, USUAL, MOST);
    private final List<String> done = new ArrayList<>();

    private void millisecondPasses() {
        sweeper.sweep(clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1)));
    }

    private void submit(String... tasks) {
        for (String task : tasks) {
            pool.execute(() -> done.add(task));
        }
    }

    @Test
    void taskWakesAThreadOnlyWhileFewAreAtWork() {
        submit("a", "b", "c", "d");
        assertThat(called).hasSize(USUAL);

        called.remove().run();

        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void threadsThatAreDoneMakeRoomForOthers() {
        submit("a", "b", "c");
        called.remove().run();
        called.remove().run();

        submit("d");

        assertThat(called).hasSize(1);
    }

    @Test
    void taskThatComesWhileTheLastOneIsDoneNeedsNoOtherThreadToBeDone() {
        pool.execute(() -> submit("a"));

        called.remove().run();

        assertThat(done).containsExactly("a");
    }

    @Test
    void threadThatIsHeldUpIsReplacedWithinTwoMilliseconds() {
        pool.execute(() -> {
            submit("a", "b");
            assertThat(called).hasSize(1);
            millisecondPasses();
            assertThat(called).hasSize(1);
            millisecondPasses();
            assertThat(called).hasSize(2);
        });

        called.remove().run();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void threadThatWaitsForAnotherIsReplacedWhenTheNextTaskComes() throws InterruptedException {
        Semaphore other = new Semaphore(0);
        HandlerPool single = new HandlerPool(sweeper, called::add, 1, MOST);
        single.execute(other::acquireUninterruptibly);
        Thread waiting = new Thread(called.remove());
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        single.execute(() -> done.add("a"));
        called.remove().run();

        assertThat(done).containsExactly("a");
        other.release();
        waiting.join();
    }

    @Test
    void threadThatWasHeldUpIsAtWorkAgain() {
        pool.execute(() -> {
            submit("a");
            millisecondPasses();
            millisecondPasses();
        });
        called.remove().run();
        called.clear();

        // One that was never run and the one of the next lines are at work.
        pool.execute(() -> {
            submit("b");
            assertThat(called).isEmpty();
        });
        called.remove().run();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void tasksThatWaitForNoReasonToBeSeenGetOneThreadMoreEachMillisecond() {
        submit("a", "b", "c");
        millisecondPasses();
        assertThat(called).hasSize(USUAL);
        millisecondPasses();
        assertThat(called).hasSize(USUAL + 1);

        for (int i = 0; i < 10; i++) {
            millisecondPasses();
        }

        assertThat(called).hasSize(MOST);
    }

    @Test
    void nobodyLooksAfterAPoolThatHasNothingToDo() {
        submit("a", "b", "c");
        called.remove().run();
        millisecondPasses();

        assertThat(sweeper.sweep(clock.get())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void placeOfATaskThatBreaksItsThreadIsFreeAgain() {
        pool.execute(() -> {
            throw new AssertionError("broken");
        });
        assertThatThrownBy(called.remove()::run).hasMessage("broken");

        submit("a", "b");

        assertThat(called).hasSize(USUAL);
    }

    @Test
    void whatWaitsAtTheEndIsDoneByAsManyThreadsAsThereMayBe() {
        submit("a", "b", "c", "d", "e");

        pool.close();

        assertThat(called).hasSize(MOST);
        assertThatThrownBy(() -> submit("f")).isInstanceOf(RejectedExecutionException.class);
        called.remove().run();
        assertThat(done).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void nobodyIsCalledBehindTheEnd() {
        pool.execute(() -> {
            submit("a", "b", "c");
            pool.close();
            called.clear();
            millisecondPasses();
            millisecondPasses();
            assertThat(called).isEmpty();
        });

        called.remove().run();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void tasksAreLookedAfterAgainWhenAThreadCouldNotBeHad() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        HandlerPool poor = new HandlerPool(
                sweeper,
                worker -> {
                    if (exhausted.get() && called.size() == USUAL) {
                        throw new OutOfMemoryError("no thread");
                    }
                    called.add(worker);
                },
                USUAL,
                MOST);
        for (int i = 0; i < 3; i++) {
            poor.execute(() -> done.add("a"));
        }
        millisecondPasses();
        millisecondPasses();
        assertThat(called).hasSize(USUAL);

        exhausted.set(false);
        poor.execute(() -> done.add("b"));
        millisecondPasses();

        assertThat(called).hasSize(USUAL + 1);
    }
}
