package ee.socketio.server;

import ee.socketio.Connections.Overflow;
import ee.socketio.DisconnectReason;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.SessionListener;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Swept;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import ee.socketio.wire.socket.NamespaceAddress;
import ee.socketio.wire.socket.PacketParser;
import ee.socketio.wire.socket.SocketPacket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All that one client does over one session: it decodes packets and leads them to the socket of their namespace.
 *
 * <p>A packet for a namespace the client has never been in or on its way into breaks the protocol and costs the
 * connection; one for a namespace it has left, or is still joining, may have been under way and does not.
 */
final class SocketConnection implements SessionListener, SerialExecutor.Gathering, Swept {
    private static final Logger LOG = System.getLogger(SocketConnection.class.getName());

    /** How many namespaces a client may be in, and how many that it has left are remembered. */
    private static final int MAX_NAMESPACES = 1000;

    private final SocketServer server;
    private final EngineSession session;
    private final ServerConnection seen;
    private final Instant time = Instant.now();
    private final PacketParser.Decoder decoder;
    private final Map<String, ServerSocket> sockets = new ConcurrentHashMap<>(2);

    private final Arrivals arrivals = new Arrivals(this, sockets);

    /** Null until the client leaves one. */
    private volatile @Nullable Set<String> left;

    private final Backlog backlog = new Backlog();
    private final Rhythm rhythm;
    private volatile boolean everJoined;
    private volatile @Nullable Watch connectTimeout;
    private volatile @Nullable DisconnectReason ended;

    SocketConnection(SocketServer server, EngineSession session) {
        this.server = server;
        this.session = session;
        seen = new ServerConnection(this, session);
        decoder = server.parser().newDecoder();
        rhythm = new Rhythm(server.sweeper()::now);
    }

    SocketServer server() {
        return server;
    }

    Backlog backlog() {
        return backlog;
    }

    /** What applications see of it. */
    ServerConnection seen() {
        return seen;
    }

    Collection<ServerSocket> sockets() {
        return sockets.values();
    }

    /** Whether the client may come back to its sockets: those of revision 3 do not know how. */
    boolean canRecover() {
        return !isRevision3();
    }

    private boolean isRevision3() {
        return session.revision() == EngineRevision.V3;
    }

    // ---- what the session tells

    @Override
    public void opened() {
        Watch started = server.sweeper()
                .watch(
                        this,
                        server.sweeper().now()
                                + server.options().connectTimeout().toNanos());
        connectTimeout = started;
        session.request().httpSession().ifPresent(id -> server.httpSessions().opened(id, this));
        if (ended != null) {
            started.cancel();
            server.httpSessions().closed(this);
        }
        server.trafficObservers().forEach(observer -> session.observe(observer.apply(seen)));
        server.opened(seen);
        if (isRevision3()) {
            join("/", "{}");
        }
    }

    /** The connect timeout. */
    @Override
    public long sweep(long now) {
        if (!everJoined) {
            session.close();
        }
        return NEVER;
    }

    @Override
    public void text(TextPacket packet) {
        try {
            handle(decoder.text(packet.frame(), 1));
        } catch (ProtocolException e) {
            undecodable(e);
        }
    }

    @Override
    public void binary(BinaryPacket packet) {
        try {
            handle(decoder.binary(packet.data()));
        } catch (ProtocolException e) {
            undecodable(e);
        }
    }

    private void handle(@Nullable SocketPacket packet) {
        rhythm.arrived();
        lead(packet);
        rhythm.handled();
    }

    private void lead(@Nullable SocketPacket packet) {
        if (packet instanceof SocketPacket.Connect connect) {
            connect(connect);
        } else if (packet instanceof SocketPacket.ConnectError) {
            violated("only a server refuses");
        } else if (packet != null) {
            ServerSocket socket = sockets.get(packet.namespace());
            if (socket == null) {
                leadPastSockets(packet);
            } else {
                lead(packet, socket);
            }
        }
    }

    /** The client was not there, but may just have arrived. */
    private void leadPastSockets(SocketPacket packet) {
        boolean isExpected = arrivals.isExpected(packet.namespace());
        ServerSocket socket = sockets.get(packet.namespace());
        if (socket != null) {
            lead(packet, socket);
        } else if (isExpected) {
            if (packet instanceof SocketPacket.Disconnect) {
                remember(packet.namespace());
                arrivals.cancel(packet.namespace());
            }
        } else if (!hasLeft(packet.namespace())) {
            violated("a packet for a namespace that was not joined");
        }
    }

    private void lead(SocketPacket packet, ServerSocket socket) {
        if (packet instanceof SocketPacket.Event event) {
            socket.received(event);
            limitBacklog();
        } else if (packet instanceof SocketPacket.Ack ack) {
            socket.received(ack);
        } else {
            socket.closed(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, null);
        }
    }

    private void connect(SocketPacket.Connect packet) {
        if (isRevision3()) {
            NamespaceAddress address = NamespaceAddress.parse(packet.namespace());
            join(address.name(), server.binding().alone(address.query()));
        } else {
            String auth = packet.json();
            join(packet.namespace(), auth == null ? "{}" : auth);
        }
    }

    private void join(String name, String auth) {
        if (arrivals.isExpected(name) || sockets.containsKey(name)) {
            violated("a second CONNECT for " + ProtocolException.excerpt(name));
            return;
        }
        if (arrivals.count() + sockets.size() >= MAX_NAMESPACES) {
            violated("more than " + MAX_NAMESPACES + " namespaces");
            return;
        }
        int cost = Backlog.cost(auth);
        backlog.add(cost);
        limitBacklog();
        arrivals.expect(name, new SocketHandshake(session.request(), time, auth, server.binding()), cost);
    }

    /** The client has arrived at a namespace and may be let in. */
    void enter(ServerSocket socket, int cost) {
        DisconnectReason reason = ended;
        if (reason != null) {
            backlog.remove(cost);
            socket.closed(reason, null);
            return;
        }
        Entrance entrance = new Entrance(socket, () -> backlog.remove(cost));
        if (lendsItsThread() && entrance.isNonBlocking()) {
            entrance.pass();
        } else {
            server.executor().execute(entrance::pass);
        }
    }

    /** The client has not arrived at a namespace. */
    void invalid(String namespace, int cost) {
        backlog.remove(cost);
        send(connectError(namespace, "{\"message\":\"Invalid namespace\"}"));
    }

    String newSocketId(String namespace) {
        if (!isRevision3()) {
            return server.newId();
        }
        return namespace.equals("/") ? session.id() : namespace + "#" + session.id();
    }

    private void undecodable(ProtocolException problem) {
        LOG.log(Level.DEBUG, () -> "SIO-0205 " + session + ": " + problem.getMessage());
        sockets.values().forEach(socket -> socket.undecodable(problem));
        if (!session.close()) {
            closeSockets(DisconnectReason.FORCED_CLOSE, problem.getMessage());
        }
    }

    /** The client has broken the protocol: its connection is closed. */
    private void violated(String why) {
        LOG.log(Level.DEBUG, () -> "SIO-0206 " + session + ": " + why);
        if (!session.close()) {
            closeSockets(DisconnectReason.FORCED_SERVER_CLOSE, why);
        }
    }

    @Override
    public void closed(CloseReason reason, @Nullable String description) {
        LOG.log(Level.DEBUG, () -> "SIO-0207 " + session + ": " + reason.text() + ", " + description);
        DisconnectReason told =
                switch (reason) {
                    case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
                    case PARSE_ERROR -> DisconnectReason.PARSE_ERROR;
                    case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
                    case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
                    case FORCED_CLOSE -> DisconnectReason.FORCED_CLOSE;
                    case SERVER_SHUTTING_DOWN -> DisconnectReason.SERVER_SHUTTING_DOWN;
                };
        closeSockets(told, description);
        seen.closed(told, description);
    }

    private void closeSockets(DisconnectReason reason, @Nullable String description) {
        ended = reason;
        letGoOfConnectTimeout();
        server.httpSessions().closed(this);
        sockets.values().forEach(socket -> socket.closed(reason, description));
    }

    @Override
    public void dropping() {
        server.overflowed(seen, Overflow.VOLATILE_DROPPED);
    }

    @Override
    public void overflowed() {
        server.overflowed(seen, Overflow.NOT_READING);
    }

    // ---- what the sockets tell

    /** A client that sends faster than its handlers take is disconnected before it can fill the memory. */
    void limitBacklog() {
        long waitingBytes = backlog.bytes();
        if (waitingBytes > server.options().maxBacklogBytes() && session.isOpen()) {
            server.overflowed(seen, Overflow.FLOODING);
            session.abort(
                    CloseReason.TRANSPORT_ERROR,
                    "waiting for handlers: " + waitingBytes + " bytes (expected: <= "
                            + server.options().maxBacklogBytes() + ")");
        }
    }

    /** The client belongs to a namespace: the connect timeout is off for good. */
    void joined() {
        everJoined = true;
        letGoOfConnectTimeout();
    }

    /** The sweeper would hold on to this connection until then. */
    private void letGoOfConnectTimeout() {
        Watch started = connectTimeout;
        if (started != null) {
            started.cancel();
        }
    }

    /** Connect handlers send more than a client may be sent before it is connected. */
    void heldTooMuch(long heldBytes) {
        session.overflow("sent before CONNECT: " + heldBytes + " bytes (expected: <= "
                + server.options().maxHeldBytes() + ")");
    }

    /** A client cannot be told what it has missed after all; it connects once more and begins anew. */
    void unrecoverable(Throwable why) {
        LOG.log(Level.DEBUG, () -> "SIO-0306 " + session + ": " + why);
        session.close();
    }

    void left(ServerSocket socket) {
        String name = socket.namespace().name();
        remember(name);
        sockets.remove(name, socket);
    }

    private synchronized void remember(String namespaceLeft) {
        if (ended != null) {
            return;
        }
        Set<String> all = left;
        if (all == null) {
            all = ConcurrentHashMap.newKeySet(1);
            left = all;
        } else if (all.size() >= MAX_NAMESPACES) {
            all.clear();
        }
        all.add(namespaceLeft);
    }

    private boolean hasLeft(String namespace) {
        Set<String> all = left;
        return all != null && all.contains(namespace);
    }

    /** Tells all namespaces, then closes. */
    void disconnect() {
        sockets.values().forEach(socket -> socket.disconnect(false));
        session.close();
    }

    /** Whether the client does not send the next event before it can know what came of the last. */
    boolean awaitsEach() {
        return rhythm.isSingle();
    }

    /** Whether handlers may run where packets arrive. */
    boolean lendsItsThread() {
        return session.transport() == TransportName.WEBSOCKET || !server.keepsOutOfRequests();
    }

    // ---- what goes to the client

    @Override
    public void cork(boolean brief) {
        session.cork(brief);
    }

    @Override
    public void uncork(boolean brief) {
        session.uncork(brief);
    }

    void send(OutboundMessage message) {
        session.send(message);
    }

    OutboundMessage connectMessage(ServerSocket socket, @Nullable String pid) {
        String more = pid == null ? "" : "\",\"pid\":\"" + pid;
        String json = isRevision3() ? null : "{\"sid\":\"" + socket.id() + more + "\"}";
        return OutboundMessage.of(server.parser().connect(socket.namespace().name(), json), true);
    }

    OutboundMessage disconnectMessage(ServerSocket socket) {
        return OutboundMessage.of(server.parser().disconnect(socket.namespace().name()), true);
    }

    /** What a client is told that may not enter. */
    OutboundMessage refusal(ServerSocket socket, String message, @Nullable Object data) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (data != null) {
            error.put("data", data);
        }
        Object payload = !isRevision3() ? error : data == null ? message : data;
        return connectError(socket.namespace().name(), server.binding().alone(payload));
    }

    private OutboundMessage connectError(String namespace, String json) {
        return OutboundMessage.of(server.parser().connectError(namespace, json), true);
    }

    @Override
    public String toString() {
        return "SocketConnection[" + List.copyOf(sockets.keySet()) + "]";
    }
}
