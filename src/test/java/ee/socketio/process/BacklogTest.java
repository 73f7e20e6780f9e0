package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    private void drain() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void elementsAreTakenInOrderAndThenTheEnd() {
        backlog.put("a");
        backlog.put("b");
        backlog.close();
        assertThat(backlog.put("late")).isFalse();
        drain();
        assertThat(taken).containsExactly("a", "b", "(end)");
    }

    @Test
    void oneTaskServesAllThatWaits() {
        backlog.put("a");
        backlog.put("b");
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
        backlog.put("12345678");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> backlog.put("901"));
        assertThat(waiting.completeOnTimeout(null, 100, TimeUnit.MILLISECONDS).get())
                .isNull();
        CompletableFuture<Boolean> room = CompletableFuture.supplyAsync(() -> backlog.put("2"));
        assertThat(room.get(5, TimeUnit.SECONDS)).isTrue();
        drain();
        assertThat(taken).contains("12345678", "2");
    }

    @Test
    void failureIsTheEnd() throws InterruptedException {
        backlog.put("broken");
        backlog.put("b");
        drain();
        assertThat(taken).containsExactly("(end)");
        assertThat(backlog.put("c")).isFalse();
        assertThat(backlog.awaitEnd(0)).isTrue();
    }

    @Test
    void endIsNotThereBeforeAllWasTaken() throws InterruptedException {
        backlog.put("a");
        backlog.close();
        assertThat(backlog.awaitEnd(1)).isFalse();
    }
}
