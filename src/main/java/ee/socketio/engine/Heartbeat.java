package ee.socketio.engine;

import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.TextPacket;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a sign of life, and until when it must come. In revision 4 the server pings and waits for the pong, in
 * revision 3 the client pings and the server waits for that.
 *
 * <p>Guarded by the session's lock, which each method takes. All times are in nanoseconds on the sweeper's clock.
 */
final class Heartbeat implements Swept {
    private static final OutboundMessage PING = OutboundMessage.of(TextPacket.PING);

    /** What is due. */
    private enum Due {
        NOTHING,
        PING,
        TIMEOUT
    }

    private final EngineSession session;
    private final ReentrantLock lock;
    private final Sweeper sweeper;
    private final long interval;
    private final long timeout;
    private final boolean serverPings;
    private boolean awaitingPong;
    private boolean extended;
    private long deadline;
    private @Nullable Watch watch;

    Heartbeat(EngineSession session, ReentrantLock lock, EngineOptions options, Sweeper sweeper) {
        this.session = session;
        this.lock = lock;
        this.sweeper = sweeper;
        interval = options.pingInterval().toNanos();
        timeout = options.pingTimeout().toNanos();
        serverPings = session.revision() == EngineRevision.V4;
        postpone();
    }

    /** With the lock held, or nobody there to see. */
    private void postpone() {
        deadline = sweeper.now() + (serverPings ? interval : interval + timeout);
    }

    /** Begins to look. */
    void start() {
        lock.lock();
        try {
            watch = sweeper.watch(this, nextLook(sweeper.now()));
        } finally {
            lock.unlock();
        }
    }

    /** Looks no more. */
    void stop() {
        lock.lock();
        try {
            if (watch != null) {
                watch.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether this side asks. */
    boolean serverPings() {
        return serverPings;
    }

    /** The peer has asked, or has answered. */
    void beat() {
        lock.lock();
        try {
            awaitingPong = false;
            postpone();
        } finally {
            lock.unlock();
        }
    }

    /** Something else has come: while an answer is overdue, the first such packet gives the peer more time, once. */
    void otherPacket() {
        lock.lock();
        try {
            if (awaitingPong && !extended) {
                extended = true;
                deadline = sweeper.now() + timeout;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The transport has changed: an answer that got lost with the old one is waited for anew. */
    void transportChanged() {
        lock.lock();
        try {
            if (awaitingPong) {
                deadline = sweeper.now() + timeout;
            } else if (!serverPings) {
                postpone();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long sweep(long now) {
        Due due;
        long next;
        lock.lock();
        try {
            if (session.isClosed()) {
                return NEVER;
            }
            due = due(now);
            next = nextLook(now);
        } finally {
            lock.unlock();
        }
        switch (due) {
            case NOTHING -> {}
            case PING -> session.send(PING);
            case TIMEOUT -> {
                session.abort(CloseReason.PING_TIMEOUT, null);
                return NEVER;
            }
        }
        return next;
    }

    /** What is due; a ping is taken as sent with the answer. */
    private Due due(long now) {
        if (now < deadline) {
            return Due.NOTHING;
        }
        if (!serverPings || awaitingPong) {
            return Due.TIMEOUT;
        }
        awaitingPong = true;
        extended = false;
        deadline = now + timeout;
        return Due.PING;
    }

    /** When to look again: a pong may move the next ping forward, so never later than the shorter interval. */
    private long nextLook(long now) {
        return Math.min(deadline, now + Math.min(interval, timeout));
    }
}
