package ee.socketio.testkit;

import ee.socketio.engine.Admission;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.server.ClientCodec;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import ee.socketio.wire.socket.SocketPacket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection and the clients that share it, one each namespace. */
final class InProcessConnection {
    private final InProcessServer server;
    private final ClientCodec codec;
    private final InProcessTransport transport = new InProcessTransport(this::received, this::ended);
    private final Map<String, InProcessClient> clients = new ConcurrentHashMap<>();
    private volatile @Nullable EngineSession session;
    private volatile boolean silent;

    private InProcessConnection(InProcessServer server) {
        this.server = server;
        codec = new ClientCodec(server.server());
    }

    static InProcessConnection open(InProcessServer server, EngineRequest request) {
        InProcessConnection connection = new InProcessConnection(server);
        EngineServer engine = server.server().engine();
        if (engine.admit(request, true) instanceof Admission.Handshake handshake) {
            connection.session = engine.open(request, handshake, connection.transport);
        }
        return connection;
    }

    InProcessServer server() {
        return server;
    }

    ClientCodec codec() {
        return codec;
    }

    InProcessClient join(String namespace, @Nullable Object auth) {
        String name = namespace.startsWith("/") ? namespace : "/" + namespace;
        InProcessClient before = clients.get(name);
        if (before != null && before.isConnected()) {
            throw new IllegalStateException("this connection is in " + name + " already");
        }
        InProcessClient client = new InProcessClient(this, name);
        clients.put(name, client);
        send(codec.connect(name, auth));
        if (!server.threads().await(client::isDecided)) {
            throw new AssertionError(name + " has neither accepted nor refused the client");
        }
        return client;
    }

    /** Sends packets; handlers do not run before somebody waits for them. */
    void send(List<EnginePacket> packets) {
        EngineSession open = session;
        if (open != null) {
            packets.forEach(packet -> open.received(transport, packet));
        }
    }

    private void received(EnginePacket packet) {
        if (packet instanceof BinaryPacket binary) {
            decode(() -> codec.binary(binary.data()));
        } else if (packet instanceof TextPacket text) {
            switch (text.type()) {
                case MESSAGE -> decode(() -> codec.text(text.frame()));
                case PING -> {
                    if (!silent) {
                        send(List.of(TextPacket.PONG));
                    }
                }
                default -> {
                    // The OPEN packet of a session that says nothing new; the rest is none of a WebSocket's.
                }
            }
        }
    }

    /** A message that is no packet ends the connection, as it does with the clients of Socket.IO. */
    private void decode(Supplier<@Nullable SocketPacket> decoder) {
        try {
            lead(decoder.get());
        } catch (ProtocolException noPacket) {
            send(List.of(TextPacket.CLOSE));
        }
    }

    private void lead(@Nullable SocketPacket packet) {
        InProcessClient client = packet == null ? null : clients.get(packet.namespace());
        if (packet != null && client != null) {
            client.received(packet);
            server.threads().changed();
        }
    }

    private void ended() {
        clients.values().forEach(InProcessClient::ended);
        server.threads().changed();
    }

    void fallSilent() {
        silent = true;
    }

    /** The client closes it. */
    void close() {
        send(List.of(TextPacket.CLOSE));
        server.settle();
    }
}
