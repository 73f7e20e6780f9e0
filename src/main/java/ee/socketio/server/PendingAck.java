package ee.socketio.server;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.engine.Swept;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The acknowledgements of one event, from one socket or from many. Settled once: when nobody is left to wait for, or
 * when the time is over.
 *
 * @param <T> what the application gets
 */
final class PendingAck<T> implements Swept {
    /** How long a settled one is kept by the sweeper, at most. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private final AckFuture<T> future;
    private final Function<List<Arguments>, T> result;
    private final long deadline;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ServerSocket, Long> missing;
    private final int expected;
    private List<Arguments> responses;
    private boolean settled;

    /**
     * @param ids of the packets, by the socket each was sent to; at least one
     * @param deadline on the sweeper's clock
     */
    PendingAck(Map<ServerSocket, Long> ids, long deadline, Function<List<Arguments>, T> result, Executor executor) {
        missing = new HashMap<>(ids);
        expected = ids.size();
        responses = new ArrayList<>(expected);
        this.deadline = deadline;
        this.result = result;
        future = new AckFuture<>(executor);
    }

    CompletionStage<T> future() {
        return future;
    }

    /** One has come; each socket is known to answer once. */
    void received(ServerSocket socket, Arguments values) {
        lock.lock();
        try {
            if (settled || missing.remove(socket) == null) {
                return;
            }
            responses.add(values);
            if (!missing.isEmpty()) {
                return;
            }
            settled = true;
        } finally {
            lock.unlock();
        }
        complete();
    }

    /** One will not come: its socket has gone. */
    void abandoned(ServerSocket socket) {
        lock.lock();
        try {
            if (settled || missing.remove(socket) == null || !missing.isEmpty()) {
                return;
            }
            settled = true;
        } finally {
            lock.unlock();
        }
        complete();
    }

    private void complete() {
        List<Arguments> came = List.copyOf(responses);
        if (came.size() == expected) {
            future.complete(result.apply(came));
        } else {
            fail("the client left before it acknowledged", came);
        }
        responses = List.of();
    }

    @Override
    public long sweep(long now) {
        Map<ServerSocket, Long> silent;
        lock.lock();
        try {
            if (settled) {
                return NEVER;
            }
            if (now < deadline) {
                return nextLook(now);
            }
            settled = true;
            silent = Map.copyOf(missing);
        } finally {
            lock.unlock();
        }
        silent.forEach(ServerSocket::expectNoMore);
        fail("operation has timed out", List.copyOf(responses));
        responses = List.of();
        return NEVER;
    }

    /** When to sweep it. */
    long nextLook(long now) {
        return Math.min(deadline, now + LOOK);
    }

    private void fail(String why, List<Arguments> came) {
        String message = expected == 1 ? why : why + ": " + came.size() + " of " + expected + " acknowledgements";
        future.completeExceptionally(new AckTimeoutException(message, came));
    }
}
