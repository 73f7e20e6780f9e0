package ee.socketio.server;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.adapter.Emission;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Sweeper;
import ee.socketio.wire.socket.PacketParser;
import ee.socketio.wire.socket.ReservedEvents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO server of one application, on an engine of its own.
 *
 * <p>Thread-safe. It uses sweeper and executor but does not own them.
 */
public final class SocketServer implements NamespaceRegistry, AutoCloseable {
    private final ServerOptions options;
    private final PacketParser parser;
    private final Sweeper sweeper;
    private final Executor executor;
    private final JsonBinding binding = new JsonBinding();
    private final EngineServer engine;
    private final Map<String, ServerNamespace> namespaces = new ConcurrentHashMap<>();

    /** A server with the namespace {@code /}. */
    public SocketServer(
            EngineOptions engineOptions,
            EngineHooks hooks,
            ServerOptions options,
            PacketParser parser,
            Sweeper sweeper,
            Executor executor) {
        this.options = options;
        this.parser = parser;
        this.sweeper = sweeper;
        this.executor = executor;
        engine = new EngineServer(
                engineOptions, hooks, sweeper, executor, session -> new SocketConnection(this, session));
        of("/");
    }

    /** What the doors to the container lead to. */
    public EngineServer engine() {
        return engine;
    }

    ServerOptions options() {
        return options;
    }

    PacketParser parser() {
        return parser;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    Executor executor() {
        return executor;
    }

    JsonBinding binding() {
        return binding;
    }

    String newId() {
        return engine.newId();
    }

    @Override
    public Namespace of(String name) {
        String absolute = name.startsWith("/") ? name : "/" + name;
        return namespaces.computeIfAbsent(absolute, created -> new ServerNamespace(this, created));
    }

    @Override
    public Collection<Namespace> namespaces() {
        return List.copyOf(namespaces.values());
    }

    @Nullable
    ServerNamespace find(String name) {
        return namespaces.get(name);
    }

    EncodedArguments encode(String event, @Nullable Object[] args) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
        return binding.event(event, args);
    }

    OutboundMessage encode(Emission emission) {
        return OutboundMessage.of(
                parser.event(emission.namespace(), emission.ackId(), emission.json(), emission.attachments()),
                emission.compress());
    }

    /** Disconnects everybody and takes no more clients. */
    @Override
    public void close() {
        engine.close();
        binding.close();
    }
}
