package ee.socketio.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class IdempotencyKeysTest {
    private final AtomicLong now = new AtomicLong();
    private final IdempotencyKeys keys = new IdempotencyKeys(Duration.ofMinutes(10), now::get);
    private final AtomicInteger sent = new AtomicInteger();

    private Answer once(String key, int characters) {
        return keys.once(key, "request", () -> {
                    sent.incrementAndGet();
                    return CompletableFuture.completedFuture(new Answer(202, "x".repeat(characters)));
                })
                .toCompletableFuture()
                .join();
    }

    @Test
    void retryGetsTheAnswerAndSendsNothing() {
        assertThat(once("a", 1).replayed()).isFalse();

        assertThat(once("a", 7)).isEqualTo(new Answer(202, "x", true));
        assertThat(sent).hasValue(1);
    }

    @Test
    void retryWaitsForTheFirst() {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        var answer = keys.once("a", "request", () -> first).toCompletableFuture();
        var retry = keys.once("a", "request", () -> {
                    throw new AssertionError("sent twice");
                })
                .toCompletableFuture();

        assertThat(retry).isNotDone();
        first.complete(new Answer(200, "{}"));

        assertThat(answer.join().replayed()).isFalse();
        assertThat(retry.join()).isEqualTo(new Answer(200, "{}", true));
    }

    @Test
    void failureIsNotRemembered() {
        assertThatThrownBy(() -> keys.once("a", "request", () -> {
                    throw new IllegalStateException("not sent");
                }))
                .hasMessage("not sent");

        assertThat(once("a", 1).replayed()).isFalse();
    }

    @Test
    void keyIsForgottenAfterItsTime() {
        once("a", 1);
        now.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(once("a", 1).replayed()).isTrue();
        now.addAndGet(1);

        assertThat(once("a", 1).replayed()).isFalse();
    }

    @Test
    void oldestKeysMakeRoomForNewOnes() {
        for (int i = 0; i <= IdempotencyKeys.MOST; i++) {
            once("key " + i, 1);
        }

        assertThat(once("key " + IdempotencyKeys.MOST, 1).replayed()).isTrue();
        assertThat(once("key 2", 1).replayed()).isTrue();
        assertThat(once("key 0", 1).replayed()).isFalse();
    }

    @Test
    void largeAnswersMakeRoomForNewOnes() {
        int half = (int) (IdempotencyKeys.MOST_CHARACTERS / 2);
        once("a", half);
        once("b", half);
        assertThat(once("a", 1).replayed()).isTrue();
        once("c", half);

        assertThat(once("b", 1).replayed()).isTrue();
        assertThat(once("a", 1).replayed()).isFalse();
    }
}
