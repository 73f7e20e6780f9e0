package ee.socketio.engine;

import ee.socketio.engine.Transport.Farewell;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What carries a session: the transport in use, and the one that may replace it. Long-polling may be replaced by a
 * WebSocket, once.
 *
 * <p>Changes are guarded by the session's lock; whoever only looks needs none.
 */
final class Carriage {
    private final EngineSession session;
    private final ReentrantLock lock;
    private final Heartbeat heartbeat;
    private volatile Transport transport;
    private volatile @Nullable UpgradeProbe probe;
    private volatile boolean upgraded;

    Carriage(EngineSession session, ReentrantLock lock, Heartbeat heartbeat, Transport transport) {
        this.session = session;
        this.lock = lock;
        this.heartbeat = heartbeat;
        this.transport = transport;
    }

    /** The one in use. */
    Transport transport() {
        return transport;
    }

    boolean isUpgraded() {
        return upgraded;
    }

    /** Whether the client, which polls, has been told to stop that. */
    boolean isUpgrading() {
        UpgradeProbe current = probe;
        return current != null && current.answered();
    }

    /** Whether what comes over a transport is the session's: it is in use, or the client has changed to it already. */
    boolean carries(Transport from) {
        UpgradeProbe current = probe;
        return from == transport || (current != null && current.candidate() == from && current.upgradeRequested());
    }

    /** The attempt of a transport that the client has not changed to, or null when that is none. */
    @Nullable
    UpgradeProbe attempt(Transport from) {
        UpgradeProbe current = probe;
        return current != null && current.candidate() == from && !current.upgradeRequested() ? current : null;
    }

    /** A WebSocket asks to take over; false when it may not. */
    boolean probe(Transport candidate, EngineServer server) {
        UpgradeProbe started = new UpgradeProbe(this, candidate);
        lock.lock();
        try {
            if (!session.isOpen()
                    || probe != null
                    || transport.name() != TransportName.POLLING
                    || !server.options().allowUpgrades()) {
                return false;
            }
            probe = started;
            Sweeper sweeper = server.sweeper();
            started.expireAt(sweeper.now() + server.options().upgradeTimeout().toNanos(), sweeper);
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** The client has sent its probe, which is about to be answered. */
    void probed(UpgradeProbe asking) {
        session.traffic().upgrading(asking.candidate().name());
    }

    /** Whoever polls now is released at once, so that the client can stop polling. */
    void releasePolls() {
        session.drain();
    }

    /** The WebSocket takes over. */
    void upgrade(UpgradeProbe completed) {
        Transport replaced;
        lock.lock();
        try {
            if (session.isClosed() || probe != completed) {
                return;
            }
            probe = null;
            completed.end();
            replaced = transport;
            transport = completed.candidate();
            upgraded = true;
            heartbeat.transportChanged();
        } finally {
            lock.unlock();
        }
        replaced.close(Farewell.CLOSE);
        session.traffic().upgraded(transport.name());
        session.drain();
    }

    /** Gives up an upgrade; the session goes on as it was. */
    void abandon(UpgradeProbe abandoned) {
        lock.lock();
        try {
            if (probe != abandoned) {
                return;
            }
            probe = null;
            abandoned.end();
        } finally {
            lock.unlock();
        }
        abandoned.candidate().close(Farewell.CLOSE);
        session.drain();
    }

    /** The session has ended. */
    void close(Farewell farewell) {
        UpgradeProbe abandoned;
        lock.lock();
        try {
            abandoned = probe;
            probe = null;
        } finally {
            lock.unlock();
        }
        transport.close(farewell);
        if (abandoned != null) {
            abandoned.end();
            abandoned.candidate().close(Farewell.CLOSE);
        }
    }
}
