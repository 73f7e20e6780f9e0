package ee.socketio.engine;

import ee.socketio.engine.Sweeper.Watch;
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
 * is held while a packet is handed up, and by handlers that run right there, so that a client that breaks the rules by
 * writing over two transports at once cannot have two packets decoded at once; it is taken before {@code lock}, never
 * after.
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
public final class EngineSession {
    private static final long CLOSE_WAIT = TimeUnit.SECONDS.toNanos(30);
    private static final OutboundMessage PONG = OutboundMessage.of(TextPacket.PONG);

    /** Where a session stands. */
    public enum State {
        /** It takes messages. */
        OPEN,
        /** It ends when what waits has been sent. */
        CLOSING,
        /** It has ended. */
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
    private final Carriage carriage;
    private volatile State state = State.OPEN;
    private volatile TrafficListener traffic = TrafficListener.NONE;
    private CloseReason closeReason = CloseReason.FORCED_CLOSE;
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
        heartbeat = new Heartbeat(this, lock, server.options(), server.sweeper());
        carriage = new Carriage(this, lock, heartbeat, transport);
        flusher = new Flusher(this, lock, carriage, server);
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

    /** What it tells. */
    public SessionListener listener() {
        return listener;
    }

    /** Where it stands. */
    public State state() {
        return state;
    }

    /** What carries it at the moment. */
    public TransportName transport() {
        return carrier().name();
    }

    /** The transport itself, for the room that made it. */
    public Transport carrier() {
        return carriage.transport();
    }

    /** Whether it has changed from long-polling to WebSocket. */
    public boolean isUpgraded() {
        return carriage.isUpgraded();
    }

    /** Tells one more what goes on from now on. */
    public void observe(TrafficListener listener) {
        lock.lock();
        try {
            traffic = traffic.and(listener);
        } finally {
            lock.unlock();
        }
    }

    void open(List<OutboundMessage> greeting) {
        heartbeat.start();
        lock.lock();
        try {
            greeting.forEach(flusher::offer);
        } finally {
            lock.unlock();
        }
        // On a thread of the container's.
        flusher.flushPatiently();
        listener.opened();
    }

    boolean carriedBy(TransportName name) {
        return transport() == name;
    }

    /** Whether it takes messages. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Sends a message after all that was sent before. Never blocks. A client whose queue is full is disconnected; what
     * is sent to a session that is not open is dropped, and so is a volatile message that cannot leave at this very
     * moment, unless the {@link QueuePolicy} lets it wait.
     */
    public void send(OutboundMessage message) {
        Flusher.Offer offer;
        boolean startedToDrop;
        long waiting;
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            offer = flusher.offer(message);
            startedToDrop = flusher.takeStartedToDrop();
            waiting = flusher.bytes();
        } finally {
            lock.unlock();
        }
        if (startedToDrop) {
            listener.dropping();
        }
        switch (offer) {
            case TAKEN -> {
                message.packets().forEach(traffic::created);
                drain();
            }
            case DROPPED -> {}
            case REFUSED ->
                overflow("outbound queue: " + waiting + " + " + message.bytes() + " bytes (expected: <= "
                        + server.options().maxQueueBytes() + ")");
        }
    }

    /** More is to be sent than may wait: the client is disconnected, and counted. */
    public void overflow(String description) {
        if (end(CloseReason.TRANSPORT_ERROR, description, Farewell.CLOSE)) {
            server.overflowed(this, description);
            listener.overflowed();
        }
    }

    /** Who looks on. */
    TrafficListener traffic() {
        return traffic;
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
        end(closeReason, null, farewell);
    }

    /**
     * Gathers what is sent from now on; to be followed by {@link #uncork}.
     *
     * @param brief whether that will be soon; otherwise what is gathered leaves after some milliseconds all the same
     */
    public void cork(boolean brief) {
        flusher.cork(brief);
    }

    /**
     * Sends what has been gathered, unless it is corked once more; on a thread that may wait for a while for a peer that
     * is slow to read.
     *
     * @param brief as in {@link #cork}
     */
    public void uncork(boolean brief) {
        flusher.uncork(brief);
    }

    /**
     * A packet has come over one of this session's transports.
     *
     * <p>Called by one thread at a time for each transport, in the order of the wire.
     */
    public void received(Transport from, EnginePacket packet) {
        inbound.lock();
        try {
            UpgradeProbe attempt = carriage.attempt(from);
            if (attempt != null) {
                attempt.received(packet);
            } else if (carriage.carries(from)) {
                // Also when the change waits for the container: the client has made it already.
                received(packet);
            }
        } finally {
            inbound.unlock();
        }
    }

    private void received(EnginePacket packet) {
        traffic.received(packet);
        switch (packet.type()) {
            case PING, PONG -> beat(packet);
            case CLOSE -> end(CloseReason.TRANSPORT_CLOSE, null, Farewell.RELEASE);
            case MESSAGE -> {
                heartbeat.otherPacket();
                message(packet);
            }
            // Only the server says these on an established transport; clients of any age are let off.
            case OPEN, UPGRADE, NOOP -> heartbeat.otherPacket();
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

    private void beat(EnginePacket packet) {
        boolean ping = packet.type() == PacketType.PING;
        if (ping == heartbeat.serverPings()) {
            abort(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
            return;
        }
        heartbeat.beat();
        traffic.heartbeat();
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
        return carriage.probe(candidate, server);
    }

    /**
     * One of the transports has broken or was closed by the peer. When it was only probing, the session goes on.
     *
     * @param description more about it, or null
     */
    public void lost(Transport broken, CloseReason reason, @Nullable String description) {
        UpgradeProbe attempt = carriage.attempt(broken);
        if (attempt != null) {
            carriage.abandon(attempt);
        } else if (carriage.carries(broken)) {
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
        return close(CloseReason.FORCED_CLOSE);
    }

    /** As {@link #close()}, for a reason of this side's. */
    boolean close(CloseReason reason) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.CLOSING;
                closeReason = reason;
                flusher.holdNothingBack();
                Sweeper sweeper = server.sweeper();
                closeWait = sweeper.watch(
                        now -> {
                            abort(reason, null);
                            return Swept.NEVER;
                        },
                        sweeper.now() + CLOSE_WAIT);
            }
        } finally {
            lock.unlock();
        }
        drain();
        return state == State.CLOSED;
    }

    /** False when it had ended before. */
    private boolean end(CloseReason reason, @Nullable String description, Farewell farewell) {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return false;
            }
            state = State.CLOSED;
            flusher.clear();
            heartbeat.stop();
            if (closeWait != null) {
                closeWait.cancel();
            }
        } finally {
            lock.unlock();
        }
        server.forget(this);
        carriage.close(farewell);
        try {
            traffic.closed(reason);
            listener.closed(reason, description);
        } finally {
            server.finished();
        }
        return true;
    }

    @Override
    public String toString() {
        // The id is a secret: it does not belong into a log.
        return "EngineSession[" + request.address() + " " + transport().text() + " " + state + "]";
    }
}
