package ee.socketio.server;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.engine.Swept;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The acknowledgements of one event, from one socket or from many. Settled once: when all have come, when the time is
 * over, or when one cannot come any more.
 *
 * <p>What the application does then runs on the executor, never on a container's thread or the sweeper's.
 */
final class PendingAck implements Swept {
    private final Executor executor;
    private final CompletableFuture<List<Arguments>> future = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Arguments> responses;
    private int missing;

    /**
     * @param expected how many; at least one
     */
    PendingAck(int expected, Executor executor) {
        this.missing = expected;
        this.executor = executor;
        responses = new ArrayList<>(expected);
    }

    /** One has come. */
    void received(Arguments values) {
        lock.lock();
        try {
            if (missing == 0) {
                return;
            }
            responses.add(values);
            if (--missing > 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        List<Arguments> all = List.copyOf(responses);
        executor.execute(() -> future.complete(all));
    }

    /** One will not come: its socket has gone. */
    void abandoned() {
        fail("the client left before it acknowledged");
    }

    @Override
    public long sweep(long now) {
        fail("operation has timed out");
        return NEVER;
    }

    private void fail(String why) {
        List<Arguments> partial;
        int unanswered;
        lock.lock();
        try {
            if (missing == 0) {
                return;
            }
            unanswered = missing;
            missing = 0;
            partial = List.copyOf(responses);
        } finally {
            lock.unlock();
        }
        String message = partial.isEmpty() && unanswered == 1
                ? why
                : why + ": " + partial.size() + " of " + (partial.size() + unanswered) + " acknowledgements";
        executor.execute(() -> future.completeExceptionally(new AckTimeoutException(message, partial)));
    }

    CompletionStage<List<Arguments>> all() {
        return future;
    }

    /** For one that expects one. */
    CompletionStage<Arguments> single() {
        return future.thenApply(values -> values.get(0));
    }
}
