package ee.socketio.server;

import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Swept;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A socket that has gone and whose client may come back as another one. It has ended for those who observe it when that
 * has happened, or cannot happen any more; until then it is held on to for them.
 */
final class Absence {
    private final String pid;
    private final SocketServer server;
    private final Observation observation;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Watch end;

    /**
     * @param pid by which the client may come back
     */
    Absence(String pid, SocketServer server, Observation observation) {
        this.pid = pid;
        this.server = server;
        this.observation = observation;
    }

    String pid() {
        return pid;
    }

    /** It lasts no longer than this, unless the client is on its way back by then. */
    void endsAfter(Duration time, Runnable timeout) {
        Sweeper sweeper = server.sweeper();
        end = sweeper.watch(
                now -> {
                    timeout.run();
                    return Swept.NEVER;
                },
                sweeper.now() + time.toNanos());
    }

    /** The client is on its way back, or not awaited any more: no time ends it. */
    void pause() {
        Watch running = end;
        if (running != null) {
            running.cancel();
        }
    }

    /** The client is back, or never will be. */
    void end() {
        if (over.compareAndSet(false, true)) {
            observation.ended();
        }
    }
}
