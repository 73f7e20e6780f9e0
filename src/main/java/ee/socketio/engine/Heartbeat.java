package ee.socketio.engine;

import ee.socketio.wire.engine.EngineRevision;

/**
 * Who asks for a sign of life, and until when it must come. In revision 4 the server pings and waits for the pong, in
 * revision 3 the client pings and the server waits for that.
 *
 * <p>Not thread-safe: guarded by the session's lock. All times are in nanoseconds on the sweeper's clock.
 */
final class Heartbeat {
    /** What is due. */
    enum Due {
        NOTHING,
        PING,
        TIMEOUT
    }

    private final long interval;
    private final long timeout;
    private final boolean serverPings;
    private boolean awaitingPong;
    private boolean extended;
    private long deadline;

    Heartbeat(EngineRevision revision, EngineOptions options, long now) {
        interval = options.pingInterval().toNanos();
        timeout = options.pingTimeout().toNanos();
        serverPings = revision == EngineRevision.V4;
        deadline = now + (serverPings ? interval : interval + timeout);
    }

    /** Whether this side asks. */
    boolean serverPings() {
        return serverPings;
    }

    /** The peer has asked, or has answered. */
    void beat(long now) {
        awaitingPong = false;
        deadline = now + (serverPings ? interval : interval + timeout);
    }

    /** Something else has come: while an answer is overdue, the first such packet gives the peer more time, once. */
    void otherPacket(long now) {
        if (awaitingPong && !extended) {
            extended = true;
            deadline = now + timeout;
        }
    }

    /** The transport has changed: an answer that got lost with the old one is waited for anew. */
    void transportChanged(long now) {
        if (awaitingPong) {
            deadline = now + timeout;
        } else if (!serverPings) {
            deadline = now + interval + timeout;
        }
    }

    /** What is due; a ping is taken as sent with the answer. */
    Due due(long now) {
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
    long nextLook(long now) {
        return Math.min(deadline, now + Math.min(interval, timeout));
    }
}
