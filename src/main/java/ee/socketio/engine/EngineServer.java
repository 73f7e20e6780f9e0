package ee.socketio.engine;

import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of one application: checks requests, opens sessions, finds and forgets them.
 *
 * <p>Thread-safe.
 */
public final class EngineServer implements AutoCloseable {
    private static final int ID_BYTES = 15;

    /** Up to 256 cookie-octets: fit for a cookie, for JSON and, escaped, for a query string. */
    private static final Pattern ID = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,256}");

    private final EngineOptions options;
    private final EngineHooks hooks;
    private final Sweeper sweeper;
    private final Executor executor;
    private final SessionListener.Factory listeners;
    private final ConcurrentMap<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Corks corks;
    private final Semaphore patience;
    private final Couriers couriers;
    private final LongAdder overflows = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Complaints complaints;
    private final AtomicReference<@Nullable Drain> drain = new AtomicReference<>();

    /** The sessions that have not told their listeners of their end. */
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * A server without sessions; it uses sweeper and executor but does not own them.
     *
     * @param executor for what may block
     */
    public EngineServer(
            EngineOptions options,
            EngineHooks hooks,
            Sweeper sweeper,
            Executor executor,
            SessionListener.Factory listeners) {
        this.options = options;
        this.hooks = hooks;
        this.sweeper = sweeper;
        this.executor = executor;
        this.listeners = listeners;
        corks = new Corks(sweeper);
        patience = new Semaphore(options.maxWaiting());
        couriers = new Couriers(sweeper, executor, options.maxWaiting());
        complaints = new Complaints(System.getLogger(EngineServer.class.getName()), sweeper::now);
    }

    /** Its limits. */
    public EngineOptions options() {
        return options;
    }

    void uncorkLater(Flusher flusher) {
        corks.uncorkLater(flusher);
    }

    Couriers couriers() {
        return couriers;
    }

    /** A permit for each thread that may at the moment wait for a peer that is slow to read. */
    public Semaphore patience() {
        return patience;
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

    /** How many volatile messages were not sent, because they could not leave at once or their room was needed. */
    public long dropped() {
        return dropped.sum();
    }

    void dropped(int messages) {
        dropped.add(messages);
    }

    void overflowed(EngineSession session, String description) {
        overflows.increment();
        complaints.log(
                Level.INFO,
                "SIO-0102 A client is disconnected because too much waits for it",
                session + ", " + description,
                null);
    }

    /** A peer has met a fault of this side's; what it provokes is written, but not without measure. */
    public void fault(String where, Throwable problem) {
        complaints.log(Level.ERROR, "SIO-0103 Unexpected", where, problem);
    }

    /**
     * Checks a request in the order in which the protocol's errors take precedence.
     *
     * @param upgrade whether the request asks for a WebSocket
     * @throws ProtocolException with the error to answer; that of {@link ProtocolError#FORBIDDEN} has the sentence for
     *     the client
     */
    public Admission admit(EngineRequest request, boolean upgrade) {
        try {
            return check(request, upgrade);
        } catch (ProtocolException e) {
            refused(request, e);
            throw e;
        }
    }

    /** Tells the application about a request that is not admitted. */
    public void refused(EngineRequest request, ProtocolException problem) {
        try {
            hooks.refused(request.detached(), problem);
        } catch (RuntimeException e) {
            fault("EngineHooks.refused", e);
        }
    }

    /** Whether the application lets in a page of an origin that the settings do not name. */
    public boolean allowsOrigin(String origin, EngineRequest request) {
        try {
            return hooks.allowsOrigin(origin, request.detached());
        } catch (RuntimeException e) {
            fault("EngineHooks.allowsOrigin", e);
            return false;
        }
    }

    /** Lets the application add headers to the response. */
    public void addHeaders(EngineRequest request, Admission admission, BiConsumer<String, String> headers) {
        if (hooks == EngineHooks.NONE) {
            return;
        }
        try {
            hooks.headers(request.detached(), admission instanceof Admission.Handshake, headers);
        } catch (RuntimeException e) {
            fault("EngineHooks.headers", e);
        }
    }

    private Admission check(EngineRequest request, boolean upgrade) {
        String name = request.parameter("transport");
        Optional<TransportName> known = name == null ? Optional.empty() : TransportName.of(name);
        TransportName transport = known.filter(options.transports()::contains)
                .orElseThrow(() -> refusal(
                        ProtocolError.UNKNOWN_TRANSPORT,
                        "transport: " + ProtocolException.excerpt(name == null ? "" : name)));
        if (request.header("origin").filter(EngineServer::hasIllegalCharacter).isPresent()) {
            throw refusal(ProtocolError.BAD_REQUEST, "Origin: illegal character");
        }
        EngineRevision revision = EngineRevision.ofQuery(request.parameter("EIO"));
        String sid = request.parameter("sid");
        if (sid != null && !sid.isEmpty()) {
            return new Admission.Existing(admitToSession(request, sid, transport, revision, upgrade));
        }
        if (!request.method().equals("GET")) {
            throw refusal(ProtocolError.BAD_HANDSHAKE_METHOD, "method: " + request.method());
        }
        if (upgrade != (transport == TransportName.WEBSOCKET)) {
            throw refusal(ProtocolError.BAD_REQUEST, "transport: does not fit the request");
        }
        if (drain.get() != null) {
            throw refusal(ProtocolError.SHUTTING_DOWN, "the server is being stopped");
        }
        askApplication(request);
        if (revision == EngineRevision.V3 && !options.allowRevision3()) {
            throw refusal(ProtocolError.UNSUPPORTED_PROTOCOL, "EIO: not 4");
        }
        return new Admission.Handshake(revision, chooseId(request));
    }

    private void askApplication(EngineRequest request) {
        Optional<String> refusal =
                ask("EngineHooks.refusalLater", () -> hooks.refusalLater(request), ProtocolError.FORBIDDEN);
        if (refusal.isPresent()) {
            throw refusal(ProtocolError.FORBIDDEN, refusal.get());
        }
    }

    private String chooseId(EngineRequest request) {
        Optional<String> chosen =
                ask("EngineHooks.sessionIdLater", () -> hooks.sessionIdLater(request), ProtocolError.BAD_REQUEST);
        return chosen.isEmpty() ? newId() : usable(chosen.get());
    }

    /**
     * Asks the application and waits for the answer.
     *
     * @param otherwise what the client is told when there is none
     */
    private Optional<String> ask(
            String question, Supplier<CompletionStage<Optional<String>>> hook, ProtocolError otherwise) {
        try {
            Optional<String> answer = hook.get()
                    .toCompletableFuture()
                    .get(options.admissionTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return Objects.requireNonNull(answer, "the answer is null");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            fault(question, e);
        }
        throw refusal(otherwise, otherwise.message());
    }

    private String usable(String id) {
        if (!ID.matcher(id).matches() || sessions.containsKey(id)) {
            fault("EngineHooks.sessionId", new IllegalArgumentException(id + " (expected: cookie-octets, and unused)"));
            throw refusal(ProtocolError.BAD_REQUEST, "id: not usable, or used");
        }
        return id;
    }

    private EngineSession admitToSession(
            EngineRequest request, String sid, TransportName transport, EngineRevision revision, boolean upgrade) {
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
        if (!session.request().isOfSamePrincipalAs(request)) {
            throw refusal(ProtocolError.FORBIDDEN, "the session was opened by another user");
        }
        return session;
    }

    private static boolean hasIllegalCharacter(String header) {
        return header.chars().anyMatch(c -> (c != '\t' && c < ' ') || c == 127 || c > 255);
    }

    private static ProtocolException refusal(ProtocolError error, String detail) {
        return new ProtocolException(error, detail);
    }

    /**
     * Opens a session and sends its OPEN packet over the transport.
     *
     * @return null when the server is being stopped, or the id has been taken in the meantime
     */
    public @Nullable EngineSession open(EngineRequest request, Admission.Handshake handshake, Transport transport) {
        EngineSession session =
                new EngineSession(this, handshake.id(), handshake.revision(), request, transport, listeners);
        unfinished.incrementAndGet();
        if (drain.get() != null || sessions.putIfAbsent(session.id(), session) != null) {
            finished();
            return null;
        }
        session.open(greeting(session));
        if (drain.get() != null) {
            session.abort(CloseReason.SERVER_SHUTTING_DOWN, null);
        }
        return session;
    }

    private List<OutboundMessage> greeting(EngineSession session) {
        OutboundMessage open = OutboundMessage.of(TextPacket.of(PacketType.OPEN, openPayload(session)));
        return options.initialPacket().isEmpty()
                ? List.of(open)
                : List.of(
                        open,
                        OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, options.initialPacket())), true));
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

    /** A session that was forgotten has told its listener. */
    void finished() {
        if (unfinished.decrementAndGet() == 0) {
            finishDrain();
        }
    }

    private void finishDrain() {
        Drain ending = drain.get();
        if (ending != null) {
            ending.finish();
        }
    }

    /**
     * Opens no more sessions and closes those there are, one after the other, within that time; those that are left
     * then at once.
     *
     * @return completes when the last one has ended, on its thread; a later call gets the first one's
     */
    public CompletionStage<Void> drain(Duration time) {
        Drain started = new Drain(this, time);
        Drain before = drain.compareAndExchange(null, started);
        if (before != null) {
            return before.done();
        }
        started.begin();
        if (unfinished.get() == 0) {
            finishDrain();
        }
        return started.done();
    }

    /** What a client that is refused because of that is to wait before it tries again, in seconds. */
    public long retryAfter() {
        Drain ending = drain.get();
        return ending == null ? 0 : ending.secondsLeft(sweeper.now());
    }

    /** Closes all sessions at once and opens no more. */
    @Override
    public void close() {
        drain(Duration.ZERO);
        sessions.values().forEach(session -> session.abort(CloseReason.SERVER_SHUTTING_DOWN, null));
    }
}
