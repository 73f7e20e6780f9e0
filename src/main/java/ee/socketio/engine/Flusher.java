package ee.socketio.engine;

import ee.socketio.engine.Transport.Farewell;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gets what waits for one client onto the transport.
 *
 * <h2>Bursts</h2>
 *
 * Whoever finds the transport idle takes all that waits as one burst and hands it over; until the container has settled
 * that burst, {@code sending} stays set and others only add. A burst settled while it is being handed over is followed
 * by the next in the same loop, not by recursion.
 *
 * <h2>Patience</h2>
 *
 * Some transports do better on threads that may wait for a slow peer. Handlers' threads may, when their events have been
 * handled, and so may those of the container that bring something. Whoever else emits must not: then one of the
 * {@link Couriers} is called, or the thread itself comes when handlers that wait for nothing have returned.
 *
 * <h2>Corks</h2>
 *
 * While handlers of the client's events run, the session is {@linkplain #cork corked}: what they send is gathered and
 * leaves in one burst when they have returned, or after some milliseconds when they have not, or when it is enough for
 * a burst. Those that wait for nothing are not looked after.
 *
 * <h2>What is volatile</h2>
 *
 * A volatile message is taken when it can leave at this very moment: nothing waits, nothing is under way, and the
 * transport is writable. Only if the policy says so it may wait, until its room is needed.
 *
 * <h2>Lock</h2>
 *
 * Everything is guarded by the session's lock, which the methods that say so expect to be held and the others take.
 * Nothing is handed over while it is held.
 */
final class Flusher {
    /** For how long a client whose transport has broken may still be heard. */
    private static final long LAST_WORDS = TimeUnit.SECONDS.toNanos(2);

    private static final List<OutboundMessage> RELEASE = List.of(OutboundMessage.of(TextPacket.NOOP));

    /** What has become of a message. */
    enum Offer {
        /** It waits. */
        TAKEN,
        /** It was volatile and could not leave, or the transport has broken. */
        DROPPED,
        /** There is no room for it. */
        REFUSED
    }

    /** Who sends. */
    private enum Sender {
        /** A thread that must not wait. */
        ANYBODY,
        /** One that may. */
        PATIENT,
        /** One that must not wait where no courier comes. */
        LAST_RESORT
    }

    private final EngineSession session;
    private final EngineServer server;
    private final Carriage carriage;
    private final ReentrantLock lock;
    private final QueuePolicy policy;
    private final OutboundQueue queue;
    private final Cork cork = new Cork();
    private boolean sending;
    private boolean broken;
    private boolean awaitingLastPoll;

    /** Whether a courier has been called and has not come yet. */
    private boolean called;

    /** Whether volatile messages have been dropped for want of room since the queue was empty, and whether that is new. */
    private boolean dropping;

    private boolean startedToDrop;

    Flusher(EngineSession session, ReentrantLock lock, Carriage carriage, EngineServer server) {
        this.session = session;
        this.lock = lock;
        this.carriage = carriage;
        this.server = server;
        policy = server.options().queuePolicy();
        queue = new OutboundQueue(server.options().maxQueueBytes());
    }

    // ---- with the lock held

    /** Adds a message, if it may wait. */
    Offer offer(OutboundMessage message) {
        if (broken) {
            return Offer.DROPPED;
        }
        if (policy == QueuePolicy.DISCONNECT && message.isVolatile() && !canLeaveNow()) {
            server.dropped(1);
            return Offer.DROPPED;
        }
        if (queue.offer(message)) {
            return Offer.TAKEN;
        }
        return policy == QueuePolicy.DISCONNECT ? Offer.REFUSED : offerInsteadOfVolatile(message);
    }

    private boolean canLeaveNow() {
        return !sending && (queue.isEmpty() || called) && carriage.transport().writable();
    }

    private Offer offerInsteadOfVolatile(OutboundMessage message) {
        int dropped = queue.dropVolatile(message.bytes());
        boolean taken = queue.offer(message);
        if (!taken && message.isVolatile()) {
            dropped++;
        }
        if (dropped > 0) {
            server.dropped(dropped);
            startedToDrop = !dropping;
            dropping = true;
        }
        return taken ? Offer.TAKEN : message.isVolatile() ? Offer.DROPPED : Offer.REFUSED;
    }

    /** Whether the last offer was the first since the queue was empty that cost volatile messages. */
    boolean takeStartedToDrop() {
        boolean started = startedToDrop;
        startedToDrop = false;
        return started;
    }

    /** What waits and what is under way. */
    long bytes() {
        return queue.bytes();
    }

    /** What is gathered leaves with the next {@link #flush}. */
    void holdNothingBack() {
        cork.pull();
    }

    /** Drops what waits. */
    void clear() {
        queue.clear();
    }

    // ---- without it

    /** Sends what waits, as far as the transport can take it. Does not wait. */
    void flush() {
        flush(Sender.ANYBODY);
    }

    /** As {@link #flush}, on a thread that may wait for a slow peer. */
    void flushPatiently() {
        flush(Sender.PATIENT);
    }

    /** As {@link #flush}, when all couriers wait. */
    void flushWithoutWaiting() {
        flush(Sender.LAST_RESORT);
    }

    private void flush(Sender sender) {
        for (Burst burst = nextBurst(sender); burst != null; burst = nextBurst(sender)) {
            burst.handOver(sender);
        }
    }

    /** Takes what can leave now. Null when there is nothing, when it has to wait, or when somebody else is at it. */
    private @Nullable Burst nextBurst(Sender sender) {
        Farewell farewell = null;
        lock.lock();
        try {
            called &= sender == Sender.ANYBODY;
            Transport transport = carriage.transport();
            boolean upgrading = carriage.isUpgrading();
            boolean work = !queue.isEmpty() || upgrading || session.isClosing();
            if (session.isClosed() || sending || !work) {
                return null;
            }
            if (cork.holdsBack(queue.bytes())) {
                if (cork.hold()) {
                    server.uncorkLater(this);
                }
                return null;
            }
            if (!transport.writable()) {
                // A client that polls has to fetch the end, too.
                awaitingLastPoll |= session.isClosing() && queue.isEmpty() && !upgrading;
                return null;
            }
            boolean byCourier = sender == Sender.ANYBODY && !queue.isEmpty() && transport.prefersPatience();
            if (byCourier && called) {
                return null;
            }
            if (byCourier) {
                called = true;
            } else if (!queue.isEmpty()) {
                sending = true;
                return new Burst(transport, queue.take());
            } else if (upgrading) {
                sending = true;
                return new Burst(transport, RELEASE);
            } else {
                farewell = awaitingLastPoll ? Farewell.NOOP_AND_CLOSE : Farewell.CLOSE;
            }
        } finally {
            lock.unlock();
        }
        if (farewell == null) {
            server.couriers().call(this);
        } else {
            session.finishClosing(farewell);
        }
        return null;
    }

    /**
     * Handlers start to run.
     *
     * @param brief whether they wait for nothing
     */
    void cork(boolean brief) {
        if (brief) {
            server.couriers().beginRound();
        }
        boolean mayLast;
        lock.lock();
        try {
            mayLast = cork.put(brief);
        } finally {
            lock.unlock();
        }
        if (mayLast) {
            server.uncorkLater(this);
        }
    }

    /** They have run, on this thread, which may wait for a slow peer. */
    void uncork(boolean brief) {
        boolean held;
        lock.lock();
        try {
            held = cork.remove(brief);
        } finally {
            lock.unlock();
        }
        try {
            if (held) {
                flushPatiently();
            }
        } finally {
            if (brief) {
                server.couriers().endRound();
            }
        }
    }

    /** They run for long: what has been gathered leaves, and what they send later does so at once. */
    void uncorkByTime() {
        boolean held;
        lock.lock();
        try {
            cork.endWatch();
            held = cork.pull();
        } finally {
            lock.unlock();
        }
        if (held) {
            flush();
        }
    }

    /** Messages on their way, and what becomes of them. */
    private final class Burst implements Transport.Completion {
        private final Transport carrier;
        private final List<OutboundMessage> messages;
        private final Thread sender = Thread.currentThread();
        private boolean handedOver;
        private boolean settled;

        Burst(Transport carrier, List<OutboundMessage> messages) {
            this.carrier = carrier;
            this.messages = messages;
        }

        void handOver(Sender by) {
            session.traffic().flushed();
            if (by == Sender.PATIENT) {
                carrier.sendPatiently(messages, this);
            } else {
                carrier.send(messages, this);
            }
            handedOver = true;
        }

        @Override
        public void sent() {
            settle(true);
        }

        @Override
        public void unsent() {
            settle(messages == RELEASE);
        }

        /**
         * Nothing follows on a broken transport. But the container may notice that while it still has to hand up what
         * the client sent before it left, and that and the end of the connection say better why it did.
         */
        @Override
        public void failed(String description) {
            lock.lock();
            try {
                if (settled) {
                    return;
                }
                settled = true;
                sending = false;
                broken = true;
                queue.sent();
                queue.clear();
            } finally {
                lock.unlock();
            }
            Sweeper sweeper = server.sweeper();
            sweeper.watch(
                    now -> {
                        session.abort(CloseReason.TRANSPORT_ERROR, description);
                        return Swept.NEVER;
                    },
                    sweeper.now() + LAST_WORDS);
            // A session that is closing ends here.
            flush();
        }

        private void settle(boolean sent) {
            lock.lock();
            try {
                if (settled) {
                    return;
                }
                settled = true;
                if (sent) {
                    queue.sent();
                } else {
                    queue.unsent(messages);
                }
                sending = false;
                dropping &= !queue.isEmpty();
            } finally {
                lock.unlock();
            }
            if (sent) {
                session.traffic().drained();
            }
            boolean inLoop = Thread.currentThread() == sender && !handedOver;
            if (!inLoop) {
                flush();
            }
        }
    }
}
