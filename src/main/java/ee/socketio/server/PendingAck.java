package ee.socketio.server;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.adapter.Acknowledgements;
import ee.socketio.adapter.Answer;
import ee.socketio.engine.Swept;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The acknowledgements of one event, from one socket or from many, or from servers. Settled once: when nobody is left
 * to wait for, or when the time is over.
 *
 * @param <T> what the application gets
 */
final class PendingAck<T> implements Acknowledgements, Swept {
    /** How long a settled one is kept by the sweeper, at most. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private final JsonBinding binding;
    private final AckFuture<T> future;
    private final Function<List<Arguments>, T> result;
    private final long deadline;
    private final ReentrantLock lock = new ReentrantLock();

    /** The adapters that have not told of all yet. */
    private int adapters;

    private int expected;
    private int gone;
    private List<Arguments> responses = new ArrayList<>(1);
    private List<Runnable> afterwards = new ArrayList<>(1);
    private boolean settled;

    /**
     * @param adapters that will tell of whom they ask; at least one
     * @param deadline on the sweeper's clock
     * @param result may throw what the application gets instead
     */
    PendingAck(SocketServer server, int adapters, long deadline, Function<List<Arguments>, T> result) {
        binding = server.binding();
        future = new AckFuture<>(server.aside());
        this.adapters = adapters;
        this.deadline = deadline;
        this.result = result;
    }

    CompletionStage<T> future() {
        return future;
    }

    @Override
    public void expect(int more) {
        change(() -> expected += more);
    }

    @Override
    public void allExpected() {
        change(() -> adapters--);
    }

    @Override
    public void received(Answer answer) {
        change(() -> responses.add(new ReceivedArguments(binding, answer.values(), 0, answer.attachments())));
    }

    @Override
    public void abandoned() {
        change(() -> gone++);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            if (settled) {
                return;
            }
            what.run();
            if (adapters > 0 || responses.size() + gone < expected) {
                return;
            }
            settled = true;
        } finally {
            lock.unlock();
        }
        if (gone == 0) {
            settle(() -> future.complete(result.apply(responses())));
        } else {
            settle(() -> fail("the client left before it acknowledged"));
        }
    }

    @Override
    public void whenSettled(Runnable action) {
        lock.lock();
        try {
            if (!settled) {
                afterwards.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** What came belongs to the application now, and nobody is remembered here. */
    private void settle(Runnable outcome) {
        afterwards.forEach(Runnable::run);
        try {
            outcome.run();
        } catch (AckTimeoutException failure) {
            future.completeExceptionally(failure);
        }
        afterwards = List.of();
        responses = List.of();
    }

    private List<Arguments> responses() {
        return List.copyOf(responses);
    }

    @Override
    public long sweep(long now) {
        lock.lock();
        try {
            if (settled) {
                return NEVER;
            }
            if (now < deadline) {
                return nextLook(now);
            }
            settled = true;
        } finally {
            lock.unlock();
        }
        settle(() -> fail("operation has timed out"));
        return NEVER;
    }

    /** When to sweep it. */
    long nextLook(long now) {
        return Math.min(deadline, now + LOOK);
    }

    private void fail(String why) {
        List<Arguments> came = responses();
        String message = expected == 1 ? why : why + ": " + came.size() + " of " + expected + " acknowledgements";
        future.completeExceptionally(new AckTimeoutException(message, came));
    }
}
