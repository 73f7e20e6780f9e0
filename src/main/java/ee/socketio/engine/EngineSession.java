package ee.socketio.engine;

import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Transport.Farewell;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
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
 * What is sent waits in the {@link Flusher}, which gets it onto the transport in bursts.
 *
 * <h2>Order across an upgrade</h2>
 *
 * Nothing is sent over the WebSocket before the client's UPGRADE packet, and what was handed to a GET counts as
 * delivered unless the container reports that nothing of it left: then it goes back to the head of the queue.
 */
public final class EngineSession implements Swept {
    private static final long CLOSE_WAIT = TimeUnit.SECONDS.toNanos(30);
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
    private final Flusher flusher;
    private final Heartbeat heartbeat;
    private volatile Transport transport;
    private volatile State state = State.OPEN;
    private volatile @Nullable UpgradeProbe probe;
    private @Nullable Watch heartbeats;
    private @Nullable Watch closeWait;

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
        flusher = new Flusher(this, lock, server.options().maxQueueBytes());
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

    void open(OutboundMessage open) {
        Sweeper sweeper = server.sweeper();
        lock.lock();
        try {
            heartbeats = sweeper.watch(this, heartbeat.nextLook(sweeper.now()));
        } finally {
            lock.unlock();
        }
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
            accepted = flusher.offer(message);
            if (!accepted) {
                waiting = flusher.bytes();
            }
        } finally {
            lock.unlock();
        }
        if (accepted) {
            drain();
        } else {
            String description = "outbound queue: " + waiting + " + " + message.bytes() + " bytes (expected: <= "
                    + server.options().maxQueueBytes() + ")";
            server.overflowed(this, description);
            abort(CloseReason.TRANSPORT_ERROR, description);
        }
    }

    /** Sends a message if it can leave at this very moment, else drops it. */
    public void sendVolatile(OutboundMessage message) {
        lock.lock();
        try {
            if (state != State.OPEN || !flusher.isIdle() || !transport.writable()) {
                return;
            }
            flusher.offer(message);
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** Sends what waits, as far as the transport can take it; called by the transport when it can again. */
    public void drain() {
        flusher.flush();
    }

    /** Whether nothing more can be sent. */
    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether it ends when all that waits has been sent. */
    boolean isClosing() {
        return state == State.CLOSING;
    }

    /** All that was waiting when it was to close has been sent. */
    void finishClosing(Farewell farewell) {
        end(CloseReason.FORCED_CLOSE, null, farewell);
    }

    /** Whether the client, which polls, has been told to stop that. */
    boolean isUpgrading() {
        UpgradeProbe current = probe;
        return current != null && current.answered();
    }

    /** Gathers what is sent from now on; to be followed by {@link #uncork}. */
    public void cork() {
        flusher.cork();
    }

    /** Sends what has been gathered, unless it is corked once more. */
    public void uncork() {
        flusher.uncork();
    }

    void uncorkLater() {
        server.uncorkLater(flusher);
    }

    /**
     * A packet has come over one of this session's transports.
     *
     * <p>Called by one thread at a time for each transport, in the order of the wire.
     */
    public void received(Transport from, EnginePacket packet) {
        inbound.lock();
        try {
            UpgradeProbe current = probe;
            if (from == transport) {
                received(packet);
            } else if (current != null && current.candidate() == from) {
                if (current.upgradeRequested()) {
                    // The change waits for the container; the client has made it already.
                    received(packet);
                } else {
                    current.received(packet);
                }
            }
        } finally {
            inbound.unlock();
        }
    }

    private void received(EnginePacket packet) {
        switch (packet.type()) {
            case PING, PONG -> beat(packet);
            case CLOSE -> end(CloseReason.TRANSPORT_CLOSE, null, Farewell.RELEASE);
            case MESSAGE -> {
                gaveSignOfLife();
                message(packet);
            }
            // Only the server says these on an established transport; clients of any age are let off.
            case OPEN, UPGRADE, NOOP -> gaveSignOfLife();
        }
    }

    private void message(EnginePacket packet) {
        if (state != State.OPEN) {
            // Nobody is there to hear it any more.
            return;
        }
        if (packet instanceof TextPacket text) {
            listener.text(text);
        } else if (packet instanceof BinaryPacket binary) {
            listener.binary(binary);
        }
    }

    private void gaveSignOfLife() {
        lock.lock();
        try {
            heartbeat.otherPacket(server.sweeper().now());
        } finally {
            lock.unlock();
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
     *     already, is not open, or upgrades are not offered
     */
    public boolean probe(Transport candidate) {
        UpgradeProbe started = new UpgradeProbe(this, candidate);
        lock.lock();
        try {
            if (state != State.OPEN
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

    /** The WebSocket takes over. */
    void upgrade(UpgradeProbe completed) {
        Transport replaced;
        lock.lock();
        try {
            if (state == State.CLOSED || probe != completed) {
                return;
            }
            probe = null;
            completed.end();
            replaced = transport;
            transport = completed.candidate();
            heartbeat.transportChanged(server.sweeper().now());
        } finally {
            lock.unlock();
        }
        replaced.close(Farewell.CLOSE);
        drain();
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
        drain();
    }

    /**
     * One of the transports has broken or was closed by the peer. When it was only probing, the session goes on.
     *
     * @param description more about it, or null
     */
    public void lost(Transport broken, CloseReason reason, @Nullable String description) {
        UpgradeProbe current = probe;
        if (current != null && current.candidate() == broken && !current.upgradeRequested()) {
            abandon(current);
        } else if (broken == transport || (current != null && current.candidate() == broken)) {
            abort(reason, description);
        }
    }

    /** The peer has sent what cannot be understood. */
    public void malformed(Transport from, ProtocolException problem) {
        lost(from, CloseReason.PARSE_ERROR, problem.getMessage());
    }

    /** This side has failed over what the peer has sent. */
    public void fault(Transport from, Throwable problem) {
        server.fault(toString(), problem);
        lost(from, CloseReason.TRANSPORT_ERROR, problem.toString());
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
                flusher.holdNothingBack();
                Sweeper sweeper = server.sweeper();
                closeWait = sweeper.watch(
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
            flusher.clear();
            carrier = transport;
            abandoned = probe;
            probe = null;
            if (abandoned != null) {
                abandoned.end();
            }
            cancel(heartbeats);
            cancel(closeWait);
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

    private static void cancel(@Nullable Watch watch) {
        if (watch != null) {
            watch.cancel();
        }
    }

    /** The heartbeat. */
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
}
