package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BacklogTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> taken = new ArrayList<>();

    private final Backlog<String> backlog =
            new Backlog<>(tasks::add, 10, String::length, this::take, () -> taken.add("(end)"));

    private void take(String element) {
        if (element.equals("broken")) {
            throw new IllegalStateException();
        }
        taken.add(element);
    }

    private boolean put(String element) {
        return backlog.put(element, Duration.ofHours(1), () -> true);
    }

    private void drain() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void elementsAreTakenInOrderAndThenTheEnd() {
        put("a");
        put("b");
        backlog.close();
        assertThat(put("late")).isFalse();
        drain();
        assertThat(taken).containsExactly("a", "b", "(end)");
    }

    @Test
    void oneTaskServesAllThatWaits() {
        put("a");
        put("b");
        assertThat(tasks).hasSize(1);
    }

    @Test
    void offerBeyondTheBoundIsRefusedUntilSomethingWasTaken() {
        assertThat(backlog.offer("12345678")).isTrue();
        assertThat(backlog.offer("901")).isFalse();
        assertThat(backlog.offer("90")).isTrue();
        drain();
        assertThat(backlog.offer("901")).isTrue();
    }

    @Test
    void elementLargerThanTheBoundIsAloneInIt() {
        assertThat(backlog.offer("larger than the bound")).isTrue();
        assertThat(backlog.offer("x")).isFalse();
    }

    @Test
    void putBeyondTheBoundWaitsForRoom() throws Exception {
        put("12345678");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> put("901"));
        assertThat(waiting.completeOnTimeout(null, 100, TimeUnit.MILLISECONDS).get())
                .isNull();
        CompletableFuture<Boolean> room = CompletableFuture.supplyAsync(() -> put("2"));
        assertThat(room.get(5, TimeUnit.SECONDS)).isTrue();
        drain();
        assertThat(taken).contains("12345678", "2");
    }

    @Test
    void putAsksForItsSenderUntilThereIsRoom() {
        put("12345678");
        AtomicInteger asked = new AtomicInteger();
        assertThat(backlog.put("901", Duration.ofMillis(1), () -> {
                    if (asked.incrementAndGet() == 3) {
                        drain();
                    }
                    return true;
                }))
                .isTrue();
        assertThat(asked).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void putOfASenderThatHasGoneGivesUp() {
        put("12345678");
        assertThat(backlog.put("901", Duration.ofMillis(1), () -> false)).isFalse();
        drain();
        assertThat(taken).containsExactly("12345678");
    }

    @Test
    void failureIsTheEnd() throws InterruptedException {
        put("broken");
        put("b");
        drain();
        assertThat(taken).containsExactly("(end)");
        assertThat(put("c")).isFalse();
        assertThat(backlog.awaitEnd(0)).isTrue();
    }

    @Test
    void endIsNotThereBeforeAllWasTaken() throws InterruptedException {
        put("a");
        backlog.close();
        assertThat(backlog.awaitEnd(1)).isFalse();
    }
}
