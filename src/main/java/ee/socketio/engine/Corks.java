package ee.socketio.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to it that a cork holds nothing back for long: what waits for a handler that does not return is sent within
 * {@value #MILLIS} milliseconds. One deadline serves all sessions, so that a busy server pays for a
 * few hundred wake-ups a second and not for one a message.
 */
final class Corks implements Swept {
    private static final long MILLIS = 5;

    private final Sweeper sweeper;
    private final ConcurrentLinkedQueue<Flusher> corked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    Corks(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    void uncorkLater(Flusher flusher) {
        corked.add(flusher);
        if (!watched.get() && watched.compareAndSet(false, true)) {
            sweeper.watch(this, sweeper.now() + TimeUnit.MILLISECONDS.toNanos(MILLIS));
        }
    }

    @Override
    public long sweep(long now) {
        watched.set(false);
        for (Flusher flusher = corked.poll(); flusher != null; flusher = corked.poll()) {
            flusher.uncorkByTime();
        }
        return NEVER;
    }
}
