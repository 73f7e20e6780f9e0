package ee.socketio.testkit;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.ConnectionRefused;
import ee.socketio.Socket;
import ee.socketio.wire.socket.SocketPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace of an {@link InProcessServer}, as {@code io("/chat")} is in a browser.
 *
 * <pre>{@code
 * InProcessClient duke = server.connect("/chat").answer("sure?", question -> true);
 * InProcessClient other = server.connect("/chat");
 *
 * duke.emit("say", Map.of("room", "hall", "text", "hello"));
 * assertEquals("hello", other.next().args().get(0, String.class));
 * assertEquals(2, duke.call("how many", "hall").get(0, int.class));
 *
 * duke.close();
 * assertFalse(duke.isConnected());
 * }</pre>
 *
 * <p>Its methods return when the handlers they caused to run have returned. It answers heartbeats by itself.
 */
public final class InProcessClient implements AutoCloseable {
    /** Where a client is on its way. */
    private enum Stage {
        JOINING,
        CONNECTED,
        REFUSED,
        GONE
    }

    private final InProcessConnection connection;
    private final String namespace;
    private final LinkedBlockingQueue<Received> events = new LinkedBlockingQueue<>();
    private final Map<String, Function<Arguments, @Nullable Object>> answers = new ConcurrentHashMap<>();
    private final Map<String, Arguments> acknowledgements = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile Stage stage = Stage.JOINING;
    private volatile String id = "";
    private volatile @Nullable ConnectionRefused refusal;

    InProcessClient(InProcessConnection connection, String namespace) {
        this.connection = connection;
        this.namespace = namespace;
    }

    // ---- what the server sends

    void received(SocketPacket packet) {
        if (packet instanceof SocketPacket.Connect connect) {
            id = String.valueOf(member(connect.json(), "sid"));
            stage = Stage.CONNECTED;
        } else if (packet instanceof SocketPacket.ConnectError error) {
            refusal = new ConnectionRefused(
                    String.valueOf(member(error.json(), "message")), member(error.json(), "data"));
            stage = Stage.REFUSED;
        } else if (packet instanceof SocketPacket.Disconnect) {
            stage = Stage.GONE;
        } else if (packet instanceof SocketPacket.Ack ack && ack.id() != null) {
            acknowledgements.put(ack.id(), connection.codec().arguments(ack));
        } else if (packet instanceof SocketPacket.Event event) {
            received(event);
        }
    }

    private @Nullable Object member(@Nullable String json, String name) {
        Object payload = connection.codec().argument(json).get(0, Object.class);
        return payload instanceof Map<?, ?> object ? object.get(name) : null;
    }

    private void received(SocketPacket.Event packet) {
        String name = String.valueOf(packet.name());
        Arguments args = connection.codec().arguments(packet);
        Answer ack = new Answer(packet.id());
        Function<Arguments, @Nullable Object> answer = answers.get(name);
        if (answer != null && ack.isRequested()) {
            Object value = answer.apply(args);
            ack.reply(value instanceof Ack.Values values ? values.list().toArray() : new @Nullable Object[] {value});
        }
        events.add(new Received(name, args, namespace, ack));
    }

    void ended() {
        if (stage != Stage.REFUSED) {
            stage = Stage.GONE;
        }
    }

    boolean isDecided() {
        return stage != Stage.JOINING;
    }

    // ---- the verbs

    /** The namespace, with its leading slash. */
    public String namespace() {
        return namespace;
    }

    /** The id by which the server knows it; empty when it was refused. */
    public String id() {
        return id;
    }

    /** Whether the server has let it in, and neither side has left. */
    public boolean isConnected() {
        return stage == Stage.CONNECTED;
    }

    /** With what it was refused; empty when it was let in. */
    public Optional<ConnectionRefused> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * The server's side of it.
     *
     * @throws IllegalStateException when it is not connected
     */
    public Socket socket() {
        return connection
                .server()
                .namespaces()
                .find(namespace)
                .flatMap(joined -> joined.socket(id))
                .orElseThrow(this::notConnected);
    }

    /**
     * Connects to one more namespace over the same connection.
     *
     * @throws IllegalStateException when this connection is in that namespace already
     */
    public InProcessClient connect(String namespace) {
        return connection.join(namespace, null);
    }

    /** As {@link #connect(String)}, with {@code auth}. */
    public InProcessClient connect(String namespace, Object auth) {
        return connection.join(namespace, auth);
    }

    /**
     * Sends an event.
     *
     * @param args as in {@link ee.socketio.Emitter#emit}
     * @throws IllegalStateException when it is not connected
     * @throws AssertionError when a handler has not returned within 10 s
     */
    public void emit(String event, @Nullable Object... args) {
        send(null, event, args);
        connection.server().settle();
    }

    private void send(@Nullable String ackId, String event, @Nullable Object... args) {
        if (!isConnected()) {
            throw notConnected();
        }
        connection.send(connection.codec().event(namespace, ackId, event, args));
    }

    private IllegalStateException notConnected() {
        return new IllegalStateException("not connected to " + namespace);
    }

    /** Sends the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }

    /**
     * Sends an event and waits for its acknowledgement.
     *
     * @return what the client's callback would get
     * @throws IllegalStateException when it is not connected
     * @throws AssertionError when the handlers have returned and 10 s later it has still not been acknowledged, or at
     *     once when one has failed; its exception is suppressed in this one
     */
    public Arguments call(String event, @Nullable Object... args) {
        String ackId = String.valueOf(ids.getAndIncrement());
        InProcessServer server = connection.server();
        send(ackId, event, args);
        server.threads().await(() -> acknowledgements.containsKey(ackId) || server.hasFailures());
        Arguments answer = acknowledgements.remove(ackId);
        if (answer == null) {
            AssertionError error = new AssertionError(event + " was not acknowledged");
            server.failures().forEach(error::addSuppressed);
            throw error;
        }
        return answer;
    }

    /**
     * Answers each event of that name that wants an acknowledgement, at once: what handlers need that wait for one.
     *
     * @param answer what it returns is the value, {@link Ack#of} for several
     * @return this client
     */
    public InProcessClient answer(String event, Function<Arguments, @Nullable Object> answer) {
        answers.put(event, answer);
        return this;
    }

    /** The events that have come since the last call, in order. */
    public List<Received> received() {
        connection.server().settle();
        List<Received> taken = new ArrayList<>();
        events.drainTo(taken);
        return taken;
    }

    /**
     * Takes the next event; waits for it, for those that other threads of the application send.
     *
     * @throws AssertionError when none has come within 10 s
     */
    public Received next() {
        connection.server().threads().await(() -> !events.isEmpty());
        Received next = events.poll();
        if (next == null) {
            throw new AssertionError("no event has come");
        }
        return next;
    }

    /** Leaves the namespace, as {@code socket.disconnect()} does; does nothing when it is not connected. */
    public void disconnect() {
        if (isConnected()) {
            stage = Stage.GONE;
            connection.send(connection.codec().disconnect(namespace));
            connection.server().settle();
        }
    }

    /** Answers no more heartbeats: when enough time has {@linkplain InProcessServer#pass passed}, the server lets go. */
    public void fallSilent() {
        connection.fallSilent();
    }

    /** Closes the connection, and with it all its namespaces, as closing the page does. */
    @Override
    public void close() {
        connection.close();
    }

    /** What the server is told about an event, if it wants to be told something. */
    private final class Answer implements Ack {
        private final @Nullable String ackId;
        private final AtomicBoolean sent = new AtomicBoolean();

        Answer(@Nullable String ackId) {
            this.ackId = ackId;
        }

        @Override
        public boolean isRequested() {
            return ackId != null;
        }

        @Override
        public void send(@Nullable Object... values) {
            reply(values);
            connection.server().settle();
        }

        /** On the thread that has brought the event, which must not wait. */
        void reply(@Nullable Object... values) {
            if (ackId != null && sent.compareAndSet(false, true)) {
                connection.send(connection.codec().ack(namespace, ackId, values));
            }
        }
    }
}
