package ee.socketio.engine;

import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that asks to replace long-polling: it sends {@code 2probe}, is answered {@code 3probe}, and takes over
 * with {@code 5}. Whatever else it says ends the attempt, and the session stays where it was.
 *
 * <p>The client may be faster than the container's report that the answer has left; the change then waits for that
 * report, since the transport takes one burst at a time.
 */
final class UpgradeProbe implements Transport.Completion {
    private static final TextPacket PROBE = TextPacket.of(PacketType.PING, "probe");
    private static final List<OutboundMessage> ANSWER =
            List.of(OutboundMessage.of(TextPacket.of(PacketType.PONG, "probe")));

    /** How many probes may wait for their answers; nobody who means it sends more. */
    private static final int MAX_OWED = 16;

    private final Carriage carriage;
    private final Transport candidate;
    private final ReentrantLock lock = new ReentrantLock();
    private int owed;
    private boolean answering;
    private volatile boolean upgradeRequested;
    private volatile boolean answered;
    private volatile @Nullable Watch timeout;

    UpgradeProbe(Carriage carriage, Transport candidate) {
        this.carriage = carriage;
        this.candidate = candidate;
    }

    Transport candidate() {
        return candidate;
    }

    /** Whether the client knows that it may stop polling, and waits for its last GET to be answered. */
    boolean answered() {
        return answered;
    }

    /** Whether the client has said that it sends nothing over long-polling any more. */
    boolean upgradeRequested() {
        return upgradeRequested;
    }

    /** Gives the client until then. */
    void expireAt(long deadline, Sweeper sweeper) {
        timeout = sweeper.watch(
                now -> {
                    carriage.abandon(this);
                    return Swept.NEVER;
                },
                deadline);
    }

    /** It is over, one way or the other. */
    void end() {
        Watch watch = timeout;
        if (watch != null) {
            watch.cancel();
        }
    }

    /** The candidate has received a packet. */
    void received(EnginePacket packet) {
        if (packet.type() == PacketType.UPGRADE) {
            requestUpgrade();
        } else if (packet.equals(PROBE)) {
            carriage.probed(this);
            probed();
        } else {
            carriage.abandon(this);
        }
    }

    private void requestUpgrade() {
        boolean now;
        lock.lock();
        try {
            upgradeRequested = true;
            now = !answering;
        } finally {
            lock.unlock();
        }
        if (now) {
            carriage.upgrade(this);
        }
    }

    private void probed() {
        boolean answer;
        boolean tooMany;
        lock.lock();
        try {
            tooMany = owed == MAX_OWED;
            owed++;
            answer = startAnswer();
        } finally {
            lock.unlock();
        }
        if (tooMany) {
            carriage.abandon(this);
        } else if (answer) {
            candidate.send(ANSWER, this);
        }
    }

    /** Guarded by the lock; true when the caller is to send an answer. */
    private boolean startAnswer() {
        if (answering || owed == 0 || upgradeRequested) {
            return false;
        }
        owed--;
        answering = true;
        return true;
    }

    @Override
    public void sent() {
        boolean upgrade;
        boolean answer;
        lock.lock();
        try {
            answering = false;
            upgrade = upgradeRequested;
            answer = startAnswer();
        } finally {
            lock.unlock();
        }
        answered = true;
        if (upgrade) {
            carriage.upgrade(this);
        } else if (answer) {
            candidate.send(ANSWER, this);
        } else {
            carriage.releasePolls();
        }
    }

    @Override
    public void unsent() {
        carriage.abandon(this);
    }

    @Override
    public void failed(String description) {
        carriage.abandon(this);
    }
}
