package ee.socketio.engine;

import ee.socketio.engine.Transport.Farewell;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One client: a state machine over the transport that carries it now, the one that may replace it, and the queue of
 * what it is still to be sent.
 *
 * <h2>States</h2>
 *
 * OPEN → CLOSING → CLOSED, or OPEN → CLOSED. While CLOSING the queue is still sent, new messages are dropped; a
 * long-polling client gets its CLOSE packet with the GET that comes after that, for which it has 30 s.
 *
 * <h2>Locks</h2>
 *
 * {@code lock} guards everything that changes; no I/O happens and no listener runs while it is held. {@code inbound}
 * is held while a packet is handed up, so that a client that breaks the rules by writing over two transports at once
 * cannot have two packets decoded at once; it is taken before {@code lock}, never after.
 *
 * <h2>Sending</h2>
 *
 * {@link #send} adds to the queue and {@link #drain drains} it. Whoever finds the transport idle takes all that waits
 * as one burst and hands it over; until the container has settled that burst, {@code sending} stays set and others
 * only add. A burst settled while it is being handed over is followed by the next in the same loop, not by recursion.
 *
 * <h2>Corks</h2>
 *
 * While handlers of the client's events run, the session is {@linkplain #cork corked}: what they send is gathered and
 * leaves in one burst when they have returned, or after some milliseconds when they have not.
 *
 * <h2>Order across an upgrade</h2>
 *
 * Nothing is sent over the WebSocket before the client's UPGRADE packet, and what was handed to a GET counts as
 * delivered unless the container reports that nothing of it left: then it goes back to the head of the queue.
 */
public final class EngineSession implements Swept {
    private static final long CLOSE_WAIT = TimeUnit.SECONDS.toNanos(30);
    private static final List<OutboundMessage> RELEASE = List.of(OutboundMessage.of(TextPacket.NOOP));
    private static final OutboundMessage PING = OutboundMessage.of(TextPacket.PING);
    private static final OutboundMessage PONG = OutboundMessage.of(TextPacket.PONG);

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final EngineServer server;
    private final String id;
    private final EngineRevision revision;
    private final EngineRequest request;
    private final SessionListener listener;
    private final ReentrantLock inbound = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final OutboundQueue queue;
    private final Heartbeat heartbeat;
    private volatile Transport transport;
    private volatile State state = State.OPEN;
    private @Nullable UpgradeProbe probe;
    private boolean sending;
    private boolean awaitingLastPoll;
    private int corks;
    private boolean uncorkedByTime;
    private boolean corkedWork;

    EngineSession(
            EngineServer server,
            String id,
            EngineRevision revision,
            EngineRequest request,
            Transport transport,
            SessionListener.Factory listeners) {
        this.server = server;
        this.id = id;
        this.revision = revision;
        this.request = request;
        this.transport = transport;
        queue = new OutboundQueue(server.options().maxQueueBytes());
        heartbeat = new Heartbeat(revision, server.options(), server.sweeper().now());
        listener = listeners.create(this);
    }

    /** The secret that names this session to its client alone. */
    public String id() {
        return id;
    }

    /** The Engine.IO revision both sides speak. */
    public EngineRevision revision() {
        return revision;
    }

    /** The request that opened it. */
    public EngineRequest request() {
        return request;
    }

    /** What carries it at the moment. */
    public TransportName transport() {
        return transport.name();
    }

    /** The transport itself, for the room that made it. */
    public Transport carrier() {
        return transport;
    }

    void opened(OutboundMessage open) {
        send(open);
        listener.opened();
    }

    boolean carriedBy(TransportName name) {
        return transport.name() == name;
    }

    /** Whether it takes messages. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Sends a message after all that was sent before. Never blocks. A client whose queue is full is disconnected; what
     * is sent to a session that is not open is dropped.
     */
    public void send(OutboundMessage message) {
        long waiting = 0;
        boolean accepted;
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            accepted = queue.offer(message);
            if (!accepted) {
                waiting = queue.bytes();
            }
        } finally {
            lock.unlock();
        }
        if (accepted) {
            drain();
        } else {
            server.countOverflow();
            abort(
                    CloseReason.TRANSPORT_ERROR,
                    "outbound queue: " + waiting + " + " + message.bytes() + " bytes (expected: <= "
                            + server.options().maxQueueBytes() + ")");
        }
    }

    /** Sends a message if it can leave at this very moment, else drops it. */
    public void sendVolatile(OutboundMessage message) {
        lock.lock();
        try {
            if (state != State.OPEN || sending || !queue.isEmpty() || !transport.writable()) {
                return;
            }
            queue.offer(message);
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** Sends what waits, as far as the transport can take it; called by the transport when it can again. */
    public void drain() {
        while (true) {
            Transport carrier;
            List<OutboundMessage> burst;
            lock.lock();
            try {
                if (state == State.CLOSED || sending) {
                    return;
                }
                if (corks > 0 && !uncorkedByTime) {
                    if (!corkedWork) {
                        corkedWork = true;
                        server.uncorkLater(this);
                    }
                    return;
                }
                carrier = transport;
                if (queue.isEmpty()) {
                    if (state == State.CLOSING && !isUpgrading()) {
                        break;
                    }
                    if (!isUpgrading() || !carrier.writable()) {
                        return;
                    }
                    burst = RELEASE;
                } else if (carrier.writable()) {
                    burst = queue.take();
                } else {
                    return;
                }
                sending = true;
            } finally {
                lock.unlock();
            }
            Settlement settlement = new Settlement(burst);
            carrier.send(burst, settlement);
            settlement.handedOver = true;
        }
        finishClosing();
    }

    /** Gathers what is sent from now on; to be followed by {@link #uncork}. */
    public void cork() {
        lock.lock();
        try {
            corks++;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what has been gathered, unless it is corked once more. */
    public void uncork() {
        boolean work;
        lock.lock();
        try {
            if (--corks > 0) {
                return;
            }
            work = corkedWork;
            corkedWork = false;
            uncorkedByTime = false;
        } finally {
            lock.unlock();
        }
        if (work) {
            drain();
        }
    }

    /** Sends what has been gathered although handlers still run; what they send later leaves at once. */
    void uncorkByTime() {
        lock.lock();
        try {
            if (!corkedWork) {
                return;
            }
            corkedWork = false;
            uncorkedByTime = true;
        } finally {
            lock.unlock();
        }
        drain();
    }

    private boolean isUpgrading() {
        UpgradeProbe current = probe;
        return current != null && current.answered();
    }

    /** The queue is empty and the session is to close: a polling client has to fetch that first. */
    private void finishClosing() {
        Farewell farewell;
        lock.lock();
        try {
            if (!transport.writable()) {
                awaitingLastPoll = true;
                return;
            }
            farewell = awaitingLastPoll ? Farewell.NOOP_AND_CLOSE : Farewell.CLOSE;
        } finally {
            lock.unlock();
        }
        end(CloseReason.FORCED_CLOSE, null, farewell);
    }

    /**
     * A packet has come over one of this session's transports.
     *
     * <p>Called by one thread at a time for each transport, in the order of the wire.
     */
    public void received(Transport from, EnginePacket packet) {
        inbound.lock();
        try {
            if (from == transport) {
                received(packet);
            } else {
                probeReceived(from, packet);
            }
        } finally {
            inbound.unlock();
        }
    }

    private void received(EnginePacket packet) {
        if (state != State.OPEN) {
            if (state == State.CLOSING) {
                receivedWhileClosing(packet);
            }
            return;
        }
        switch (packet.type()) {
            case MESSAGE -> {
                lock.lock();
                try {
                    heartbeat.otherPacket(server.sweeper().now());
                } finally {
                    lock.unlock();
                }
                if (packet instanceof TextPacket text) {
                    listener.text(text);
                } else if (packet instanceof BinaryPacket binary) {
                    listener.binary(binary);
                }
            }
            case PING, PONG -> beat(packet);
            case CLOSE -> end(CloseReason.TRANSPORT_CLOSE, null, Farewell.RELEASE);
            case OPEN, UPGRADE, NOOP -> {
                // Only the server says these on an established transport; clients of any age are let off.
            }
        }
    }

    private void receivedWhileClosing(EnginePacket packet) {
        switch (packet.type()) {
            case PING, PONG -> beat(packet);
            case CLOSE -> end(CloseReason.TRANSPORT_CLOSE, null, Farewell.RELEASE);
            default -> {
                // Whatever else the peer still says, nobody is there to hear it.
            }
        }
    }

    private void beat(EnginePacket packet) {
        boolean ping = packet.type() == PacketType.PING;
        if (ping == heartbeat.serverPings()) {
            abort(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
            return;
        }
        lock.lock();
        try {
            heartbeat.beat(server.sweeper().now());
        } finally {
            lock.unlock();
        }
        if (ping) {
            send(PONG);
        }
    }

    /**
     * A WebSocket asks to take over.
     *
     * @return false when it may not: the session has been upgraded, was a WebSocket from the start, is being upgraded
     *     already, or is not open
     */
    public boolean probe(Transport candidate) {
        UpgradeProbe started = new UpgradeProbe(candidate);
        lock.lock();
        try {
            if (state != State.OPEN || probe != null || transport.name() != TransportName.POLLING) {
                return false;
            }
            probe = started;
        } finally {
            lock.unlock();
        }
        Sweeper sweeper = server.sweeper();
        sweeper.watch(
                now -> {
                    abandon(started);
                    return NEVER;
                },
                sweeper.now() + server.options().upgradeTimeout().toNanos());
        return true;
    }

    private void probeReceived(Transport from, EnginePacket packet) {
        UpgradeProbe current;
        boolean answer = false;
        boolean upgrade = false;
        lock.lock();
        try {
            current = probe;
            if (current == null || current.candidate() != from) {
                return;
            }
            if (packet.equals(TextPacket.UPGRADE)) {
                if (!current.upgradeRequested()) {
                    return;
                }
                upgrade = true;
            } else if (packet instanceof TextPacket text && text.frame().equals("2" + UpgradeProbe.PROBE)) {
                if (!current.probed()) {
                    return;
                }
                answer = true;
            }
        } finally {
            lock.unlock();
        }
        if (upgrade) {
            upgrade(current);
        } else if (answer) {
            answer(current);
        } else {
            abandon(current);
        }
    }

    private void answer(UpgradeProbe current) {
        current.answer(new Transport.Completion() {
            @Override
            public void sent() {
                boolean again;
                boolean upgrade;
                lock.lock();
                try {
                    again = current.answerSent();
                    upgrade = current.isUpgradeDue();
                } finally {
                    lock.unlock();
                }
                if (upgrade) {
                    upgrade(current);
                } else if (again) {
                    answer(current);
                } else {
                    // Whoever polls now is released at once, so that the client can stop polling.
                    drain();
                }
            }

            @Override
            public void unsent() {
                abandon(current);
            }

            @Override
            public void failed(String description) {
                abandon(current);
            }
        });
    }

    private void upgrade(UpgradeProbe current) {
        Transport replaced;
        lock.lock();
        try {
            if (state == State.CLOSED || probe != current) {
                return;
            }
            probe = null;
            replaced = transport;
            transport = current.candidate();
            heartbeat.transportChanged(server.sweeper().now());
        } finally {
            lock.unlock();
        }
        replaced.close(Farewell.CLOSE);
        drain();
    }

    /** Gives up an upgrade; the session goes on as it was. */
    private void abandon(UpgradeProbe abandoned) {
        lock.lock();
        try {
            if (probe != abandoned) {
                return;
            }
            probe = null;
        } finally {
            lock.unlock();
        }
        abandoned.candidate().close(Farewell.CLOSE);
        drain();
    }

    /**
     * One of the transports has broken or was closed by the peer. When it was only probing, the session goes on.
     *
     * @param description more about it, or null
     */
    public void lost(Transport broken, CloseReason reason, @Nullable String description) {
        UpgradeProbe current;
        lock.lock();
        try {
            current = probe;
        } finally {
            lock.unlock();
        }
        if (current != null && current.candidate() == broken) {
            abandon(current);
        } else if (broken == transport) {
            abort(reason, description);
        }
    }

    /** The peer has sent what cannot be understood. */
    public void malformed(Transport from, ProtocolException problem) {
        lost(from, CloseReason.PARSE_ERROR, problem.getMessage());
    }

    /** Closes at once; what waits is dropped. */
    public void abort(CloseReason reason, @Nullable String description) {
        end(reason, description, Farewell.CLOSE);
    }

    /**
     * Closes after what waits has been sent.
     *
     * @return whether the session is closed when this method returns
     */
    public boolean close() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.CLOSING;
                uncorkedByTime = true;
                Sweeper sweeper = server.sweeper();
                sweeper.watch(
                        now -> {
                            abort(CloseReason.FORCED_CLOSE, null);
                            return NEVER;
                        },
                        sweeper.now() + CLOSE_WAIT);
            }
        } finally {
            lock.unlock();
        }
        drain();
        return state == State.CLOSED;
    }

    private void end(CloseReason reason, @Nullable String description, Farewell farewell) {
        Transport carrier;
        UpgradeProbe abandoned;
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            queue.clear();
            carrier = transport;
            abandoned = probe;
            probe = null;
        } finally {
            lock.unlock();
        }
        server.forget(this);
        carrier.close(farewell);
        if (abandoned != null) {
            abandoned.candidate().close(Farewell.CLOSE);
        }
        listener.closed(reason, description);
    }

    @Override
    public long sweep(long now) {
        Heartbeat.Due due;
        long next;
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return NEVER;
            }
            due = heartbeat.due(now);
            next = heartbeat.nextLook(now);
        } finally {
            lock.unlock();
        }
        switch (due) {
            case NOTHING -> {}
            case PING -> send(PING);
            case TIMEOUT -> {
                abort(CloseReason.PING_TIMEOUT, null);
                return NEVER;
            }
        }
        return next;
    }

    @Override
    public String toString() {
        // The id is a secret: it does not belong into a log.
        return "EngineSession[" + request.address() + " " + transport.name().text() + " " + state + "]";
    }

    /** What becomes of one burst. */
    private final class Settlement implements Transport.Completion {
        private final List<OutboundMessage> burst;
        private final Thread sender = Thread.currentThread();
        private boolean handedOver;
        private boolean settled;

        Settlement(List<OutboundMessage> burst) {
            this.burst = burst;
        }

        @Override
        public void sent() {
            lock.lock();
            try {
                if (settled) {
                    return;
                }
                settled = true;
                queue.sent();
                sending = false;
            } finally {
                lock.unlock();
            }
            goOn();
        }

        @Override
        public void unsent() {
            lock.lock();
            try {
                if (settled) {
                    return;
                }
                settled = true;
                if (burst == RELEASE) {
                    queue.sent();
                } else {
                    queue.unsent(burst);
                }
                sending = false;
            } finally {
                lock.unlock();
            }
            goOn();
        }

        @Override
        public void failed(String description) {
            sent();
            abort(CloseReason.TRANSPORT_ERROR, description);
        }

        private void goOn() {
            boolean inLoop = Thread.currentThread() == sender && !handedOver;
            if (!inLoop) {
                drain();
            }
        }
    }
}
