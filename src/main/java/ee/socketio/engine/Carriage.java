package ee.socketio.engine;

import org.jspecify.annotations.Nullable;

/**
 * What carries a session: the transport in use, and the one that may replace it.
 *
 * <p>Long-polling may be replaced by a WebSocket, once. Changes are guarded by the session's lock; whoever only looks
 * needs no lock.
 */
final class Carriage {
    private volatile Transport transport;
    private volatile @Nullable UpgradeProbe probe;
    private volatile boolean upgraded;

    Carriage(Transport transport) {
        this.transport = transport;
    }

    Transport transport() {
        return transport;
    }

    /** The attempt that is under way, or null. */
    @Nullable
    UpgradeProbe probe() {
        return probe;
    }

    boolean isUpgraded() {
        return upgraded;
    }

    /** Whether the client, which polls, has been told to stop that. */
    boolean isUpgrading() {
        UpgradeProbe current = probe;
        return current != null && current.answered();
    }

    /** Whether a WebSocket may try to take over. */
    boolean mayBeReplaced() {
        return probe == null && transport.name() == TransportName.POLLING;
    }

    // ---- with the session's lock held

    /** An attempt begins. */
    void probes(UpgradeProbe started) {
        probe = started;
    }

    /** An attempt succeeds; what it replaces. */
    Transport replace(UpgradeProbe completed) {
        Transport replaced = transport;
        completed.end();
        probe = null;
        transport = completed.candidate();
        upgraded = true;
        return replaced;
    }

    /** An attempt is over, if there is one; it is returned. */
    @Nullable
    UpgradeProbe giveUp() {
        UpgradeProbe abandoned = probe;
        probe = null;
        if (abandoned != null) {
            abandoned.end();
        }
        return abandoned;
    }
}
