package ee.socketio.micro;

import ee.socketio.engine.Admission;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.server.ServerOptions;
import ee.socketio.server.SocketServer;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A server whose handlers run on the caller's thread, and clients of it. */
final class Premises implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final SocketServer server = new SocketServer(
            new EngineOptions(
                    LONG,
                    LONG,
                    LONG,
                    LONG,
                    1_000_000,
                    1 << 20,
                    QueuePolicy.DISCONNECT,
                    Set.of(TransportName.values()),
                    true,
                    true,
                    false,
                    "", EngineOptions.SOME_WAITING),
            EngineHooks.NONE,
            new ServerOptions(LONG, LONG, LONG, 4_000_000, 1 << 20),
            PacketParser.json(DecoderLimits.DEFAULT),
            sweeper,
            Runnable::run,
            Runnable::run);

    Premises() {
        sweeper.start(task -> {
            Thread thread = new Thread(task, "sweeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    SocketServer server() {
        return server;
    }

    /** A client that has joined the main namespace. */
    EngineSession client(Transport transport) {
        EngineServer engine = server.engine();
        EngineRequest request = new EngineRequest(
                "GET",
                "/socket.io/?EIO=4&transport=websocket",
                Map.of("EIO", "4", "transport", "websocket"),
                Map.of(),
                "127.0.0.1",
                false,
                null);
        if (!(engine.admit(request, true) instanceof Admission.Handshake handshake)) {
            throw new IllegalStateException("no handshake: " + request);
        }
        EngineSession session = engine.open(request, handshake, transport);
        if (session == null) {
            throw new IllegalStateException("no session: " + request);
        }
        session.received(transport, new TextPacket(PacketType.MESSAGE, "40"));
        return session;
    }

    @Override
    public void close() {
        server.close();
        sweeper.close();
    }
}
