package ee.socketio.engine;

import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of one application: checks requests, opens sessions, finds and forgets them.
 *
 * <p>Thread-safe.
 */
public final class EngineServer implements AutoCloseable {
    private static final int ID_BYTES = 15;

    private final EngineOptions options;
    private final Sweeper sweeper;
    private final Executor executor;
    private final SessionListener.Factory listeners;
    private final ConcurrentMap<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Corks corks;
    private final LongAdder overflows = new LongAdder();
    private volatile boolean closed;

    /**
     * A server without sessions; it uses sweeper and executor but does not own them.
     *
     * @param executor for what may block
     */
    public EngineServer(EngineOptions options, Sweeper sweeper, Executor executor, SessionListener.Factory listeners) {
        this.options = options;
        this.sweeper = sweeper;
        this.executor = executor;
        this.listeners = listeners;
        corks = new Corks(sweeper);
    }

    /** Its limits. */
    public EngineOptions options() {
        return options;
    }

    void uncorkLater(EngineSession session) {
        corks.uncorkLater(session);
    }

    /** Runs what may block. */
    public Executor executor() {
        return executor;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    /** The sessions that exist, those about to close included; a live view. */
    public Collection<EngineSession> sessions() {
        return sessions.values();
    }

    /** How many clients were disconnected because their queue was full. */
    public long overflows() {
        return overflows.sum();
    }

    void countOverflow() {
        overflows.increment();
    }

    /**
     * Checks a request in the order in which the protocol's errors take precedence.
     *
     * @param upgrade whether the request asks for a WebSocket
     * @throws ProtocolException with the error to answer
     */
    public Admission admit(EngineRequest request, boolean upgrade) {
        String name = request.parameter("transport");
        Optional<TransportName> known = name == null ? Optional.empty() : TransportName.of(name);
        TransportName transport = known.filter(options.transports()::contains)
                .orElseThrow(() -> refusal(ProtocolError.UNKNOWN_TRANSPORT, "transport: " + name));
        if (request.header("origin").filter(EngineServer::hasControlCharacter).isPresent()) {
            throw refusal(ProtocolError.BAD_REQUEST, "Origin: illegal character");
        }
        EngineRevision revision = EngineRevision.ofQuery(request.parameter("EIO"));
        String sid = request.parameter("sid");
        if (sid != null && !sid.isEmpty()) {
            return new Admission.Existing(admitToSession(sid, transport, revision, upgrade));
        }
        if (!request.method().equals("GET")) {
            throw refusal(ProtocolError.BAD_HANDSHAKE_METHOD, "method: " + request.method());
        }
        if (upgrade != (transport == TransportName.WEBSOCKET)) {
            throw refusal(ProtocolError.BAD_REQUEST, "transport: does not fit the request");
        }
        if (revision == EngineRevision.V3 && !options.allowRevision3()) {
            throw refusal(ProtocolError.UNSUPPORTED_PROTOCOL, "EIO: " + request.parameter("EIO"));
        }
        return new Admission.Handshake(revision);
    }

    private EngineSession admitToSession(
            String sid, TransportName transport, EngineRevision revision, boolean upgrade) {
        EngineSession session = sessions.get(sid);
        if (session == null) {
            throw refusal(ProtocolError.UNKNOWN_SID, "sid: not known here (expired, or opened on another node)");
        }
        if (upgrade ? transport != TransportName.WEBSOCKET : !session.carriedBy(transport)) {
            throw refusal(ProtocolError.BAD_REQUEST, "transport: " + transport.text() + " does not carry the session");
        }
        if (session.revision() != revision) {
            throw refusal(ProtocolError.BAD_REQUEST, "EIO: not the revision of the session");
        }
        return session;
    }

    private static boolean hasControlCharacter(String header) {
        return header.chars().anyMatch(c -> (c != '\t' && c < ' ') || c == 127 || c > 255);
    }

    private static ProtocolException refusal(ProtocolError error, String detail) {
        return new ProtocolException(error, detail);
    }

    /**
     * Opens a session and sends its OPEN packet over the transport.
     *
     * @return null when the server is closed
     */
    public @Nullable EngineSession open(EngineRequest request, EngineRevision revision, Transport transport) {
        EngineSession session = new EngineSession(this, newId(), revision, request, transport, listeners);
        sessions.put(session.id(), session);
        if (closed) {
            session.abort(CloseReason.SERVER_SHUTTING_DOWN, null);
            return null;
        }
        sweeper.watch(session, session.sweep(sweeper.now()));
        session.opened(OutboundMessage.of(TextPacket.of(PacketType.OPEN, openPayload(session))));
        return session;
    }

    private String openPayload(EngineSession session) {
        boolean upgradable = session.carriedBy(TransportName.POLLING)
                && options.allowUpgrades()
                && options.transports().contains(TransportName.WEBSOCKET);
        return "{\"sid\":\"" + session.id()
                + "\",\"upgrades\":[" + (upgradable ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + options.pingInterval().toMillis()
                + ",\"pingTimeout\":" + options.pingTimeout().toMillis()
                + ",\"maxPayload\":" + options.maxPayload() + "}";
    }

    /** A fresh id for a session or a socket: 20 characters, 120 random bits. */
    public String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void forget(EngineSession session) {
        sessions.remove(session.id(), session);
    }

    /** Closes all sessions at once and opens no more. */
    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(session -> session.abort(CloseReason.SERVER_SHUTTING_DOWN, null));
    }
}
