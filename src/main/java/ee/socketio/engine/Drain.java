package ee.socketio.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The end of a server, spread over some time, so that its clients do not all look for another one at the same moment.
 *
 * <p>Of n sessions the k-th is closed at k/(n+1) of the time, which leaves the last one some of it to be sent what
 * waits. At the end of the time, whoever is left is closed at once.
 */
final class Drain implements Swept {
    private final EngineServer server;
    private final long start;
    private final long nanos;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** Those that are to be closed, in this order. */
    private final Deque<EngineSession> staying = new ArrayDeque<>();

    private int closed;

    /** A drain that begins now. */
    Drain(EngineServer server, Duration time) {
        this.server = server;
        start = server.sweeper().now();
        nanos = time.toNanos();
    }

    /** No session is opened any more: those that exist are the last. */
    void begin() {
        staying.addAll(server.sessions());
        server.sweeper().watch(this, nextEnd());
    }

    /** Completes when nobody is left. */
    CompletionStage<Void> done() {
        return done;
    }

    /** Nobody is left. */
    void finish() {
        done.complete(null);
    }

    /** How long it goes on, in whole seconds, at least one: what {@code Retry-After} tells. */
    long secondsLeft(long now) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(start + nanos - now));
    }

    @Override
    public long sweep(long now) {
        if (done.isDone()) {
            return NEVER;
        }
        if (now - start >= nanos) {
            server.close();
            return NEVER;
        }
        long next = nextEnd();
        while (now >= next && !staying.isEmpty()) {
            staying.remove().close(CloseReason.SERVER_SHUTTING_DOWN);
            closed++;
            next = nextEnd();
        }
        return next;
    }

    /** When the next session is to be closed; behind the last one the end of the time. */
    private long nextEnd() {
        double share = (closed + 1.0) / (closed + staying.size() + 1);
        return staying.isEmpty() ? start + nanos : start + (long) (nanos * share);
    }
}
