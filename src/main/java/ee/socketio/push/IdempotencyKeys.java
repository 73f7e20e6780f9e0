package ee.socketio.push;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers to requests that carried an {@code Idempotency-Key}, so that a retry gets the same one and sends nothing.
 *
 * <p>Thread-safe. A retry that comes while the first request is still being carried out waits for its answer. Keys are
 * forgotten after their time, and the oldest ones earlier: when there are more than {@value #MOST}, or when their
 * answers take more than {@value #MOST_CHARACTERS} characters.
 */
final class IdempotencyKeys {
    static final int MOST = 10_000;
    static final long MOST_CHARACTERS = 8L << 20;

    private final long time;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private long characters;

    private static final class Attempt {
        private final String request;
        private final long forgotten;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private int characters;

        Attempt(String request, long forgotten) {
            this.request = request;
            this.forgotten = forgotten;
        }
    }

    /**
     * @param nanos the clock, as {@link System#nanoTime}
     */
    IdempotencyKeys(Duration time, LongSupplier nanos) {
        this.time = time.toNanos();
        this.nanos = nanos;
    }

    /**
     * Carries out a request at most once for its key.
     *
     * @param key with the caller in front: everybody has keys of their own
     * @param request what was asked for; the same key for anything else is a problem 422
     */
    CompletionStage<Answer> once(String key, String request, Supplier<CompletionStage<Answer>> action) {
        Attempt attempt = new Attempt(request, nanos.getAsLong() + time);
        Attempt earlier = remember(key, attempt);
        if (earlier == null) {
            carryOut(key, attempt, action);
            return attempt.answer;
        }
        if (!earlier.request.equals(request)) {
            throw Problem.refuse(
                    422, "Idempotency-Key", "Idempotency-Key: used before, for another request (expected: a new one)");
        }
        return earlier.answer.thenApply(Answer::replay);
    }

    /** The attempt that the key stands for already; null when it stands for this one from now on. */
    private @Nullable Attempt remember(String key, Attempt attempt) {
        lock.lock();
        try {
            forget(1);
            return attempts.putIfAbsent(key, attempt);
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(String key, Attempt attempt, Supplier<CompletionStage<Answer>> action) {
        try {
            var unused = action.get().whenComplete((answer, failure) -> {
                if (failure == null) {
                    weigh(key, attempt, answer);
                    attempt.answer.complete(answer);
                } else {
                    fail(key, attempt, failure);
                }
            });
        } catch (RuntimeException e) {
            fail(key, attempt, e);
            throw e;
        }
    }

    private void weigh(String key, Attempt attempt, Answer answer) {
        lock.lock();
        try {
            if (attempts.get(key) == attempt) {
                attempt.characters = answer.json().length();
                characters += attempt.characters;
                forget(0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing has been sent: the next request with this key is the first again. */
    private void fail(String key, Attempt attempt, Throwable failure) {
        lock.lock();
        try {
            attempts.remove(key, attempt);
        } finally {
            lock.unlock();
        }
        attempt.answer.completeExceptionally(failure);
    }

    /** Makes room. All are kept for the same time, so the first one is the oldest. */
    private void forget(int more) {
        long now = nanos.getAsLong();
        Iterator<Attempt> oldest = attempts.values().iterator();
        while (oldest.hasNext()) {
            Attempt attempt = oldest.next();
            if (attempt.forgotten - now > 0 && attempts.size() + more <= MOST && characters <= MOST_CHARACTERS) {
                return;
            }
            characters -= attempt.characters;
            oldest.remove();
        }
    }
}
