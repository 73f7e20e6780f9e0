package ee.socketio.it.engine;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.engine.servlet.CorsOptions;
import ee.socketio.engine.servlet.EngineFilter;
import ee.socketio.engine.servlet.OriginPolicy;
import ee.socketio.engine.servlet.PollingOptions;
import ee.socketio.engine.servlet.RequestReader;
import ee.socketio.engine.servlet.TrustedProxies;
import ee.socketio.server.HandlerExecutor;
import ee.socketio.server.ServerOptions;
import ee.socketio.server.SocketServer;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/** A Socket.IO server in a Tomcat of this process, whose handlers are the test's. */
final class SocketTomcat implements AutoCloseable {
    private static final int POOL_SIZE = 2;

    /** How many threads may wait for clients that do not read: half of the pool. */
    private static final int MAX_WAITING = 1;

    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "handler");
        thread.setDaemon(true);
        return thread;
    };

    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final HandlerExecutor executor;
    private final SocketServer server;
    private final FilterTomcat tomcat;

    /**
     * @param mode {@code virtual}, {@code pool} or {@code direct}; a pool of {@value #POOL_SIZE} threads
     */
    SocketTomcat(String mode, Duration pingInterval, int maxQueueBytes) {
        executor = executor(mode);
        server = new SocketServer(
                new EngineOptions(
                        pingInterval,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        1_000_000,
                        maxQueueBytes,
                        QueuePolicy.DISCONNECT,
                        Set.of(TransportName.values()),
                        true,
                        true,
                        false,
                        "",
                        MAX_WAITING),
                EngineHooks.NONE,
                new ServerOptions(
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        4_000_000,
                        maxQueueBytes),
                PacketParser.json(DecoderLimits.DEFAULT),
                sweeper,
                executor,
                executor.aside());
        sweeper.start(THREADS);
        TrustedProxies proxies = new TrustedProxies(Set.of());
        tomcat = new FilterTomcat(new EngineFilter(
                server.engine(),
                new OriginPolicy(CorsOptions.of(Set.of(), false), proxies),
                null,
                new PollingOptions(true, 1024, 6, null),
                List.of(),
                new RequestReader(Set.of(), false, proxies),
                "/socket.io",
                false));
    }

    private HandlerExecutor executor(String mode) {
        ClassLoader loader = SocketTomcat.class.getClassLoader();
        return switch (mode) {
            case "virtual" -> HandlerExecutor.virtual(loader).orElseThrow();
            case "pool" -> HandlerExecutor.pool("pool", POOL_SIZE, THREADS, sweeper, loader);
            case "direct" -> HandlerExecutor.direct(POOL_SIZE, THREADS, sweeper::isCurrentThread, loader);
            default -> throw new IllegalArgumentException(mode);
        };
    }

    URI base() {
        return tomcat.base();
    }

    SocketServer server() {
        return server;
    }

    long connections() {
        return tomcat.connections();
    }

    /** A client that has joined the main namespace. */
    RawWebSocket join() {
        return joined(RawWebSocket.session(base(), "EIO=4"));
    }

    /** A client that has joined the main namespace, and for which the system takes little unless it reads. */
    RawWebSocket joinNarrow() {
        return joined(RawWebSocket.narrowSession(base()));
    }

    private static RawWebSocket joined(RawWebSocket webSocket) {
        String connect = webSocket.text("40").nextText();
        if (!connect.startsWith("40{\"sid\":\"")) {
            throw new AssertionError(connect);
        }
        return webSocket;
    }

    @Override
    public void close() {
        server.close();
        executor.close();
        tomcat.close();
        sweeper.close();
    }
}
