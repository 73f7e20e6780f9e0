package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.SessionListener;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.engine.servlet.EngineFilter;
import ee.socketio.engine.servlet.OriginPolicy;
import ee.socketio.engine.servlet.PollingOptions;
import ee.socketio.engine.servlet.RequestReader;
import ee.socketio.engine.servlet.SessionCookie;
import ee.socketio.engine.servlet.TrustedProxies;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The engine alone in a Tomcat of this process: it echoes every message, and lets a test see its sessions and how they
 * ended.
 */
final class EngineTomcat implements AutoCloseable {
    static final int THREADS = FilterTomcat.THREADS;

    /** What may be set; the defaults are the protocol's. */
    static final class Settings {
        Duration pingInterval = Duration.ofSeconds(25);
        Duration pingTimeout = Duration.ofSeconds(20);
        Duration upgradeTimeout = Duration.ofSeconds(10);
        Duration admissionTimeout = Duration.ofSeconds(10);
        String initialPacket = "";
        List<Filter> middlewares = List.of();
        int maxPayload = 1_000_000;
        int maxQueueBytes = 1 << 20;
        boolean allowUpgrades = true;
        boolean allowRevision3 = true;
        boolean perMessageDeflate;
        boolean slashless;
        Set<String> origins = Set.of();
        Set<String> trustedProxies = Set.of();
        SessionCookie cookie;
        EngineHooks hooks = EngineHooks.NONE;

        EngineTomcat start() {
            return new EngineTomcat(this);
        }
    }

    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, CompletableFuture<String>> closings = new ConcurrentHashMap<>();
    private final Set<EngineSession> remembered =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final EngineServer engine;
    private final FilterTomcat tomcat;

    private EngineTomcat(Settings settings) {
        EngineOptions options = new EngineOptions(
                settings.pingInterval,
                settings.pingTimeout,
                settings.upgradeTimeout,
                settings.admissionTimeout,
                settings.maxPayload,
                settings.maxQueueBytes,
                QueuePolicy.DISCONNECT,
                Set.of(TransportName.values()),
                settings.allowUpgrades,
                settings.allowRevision3,
                settings.perMessageDeflate,
                settings.initialPacket);
        engine = new EngineServer(options, settings.hooks, sweeper, executor, Echo::new);
        sweeper.start(Thread::new);
        EngineFilter filter = new EngineFilter(
                engine,
                new OriginPolicy(settings.origins, false, new TrustedProxies(settings.trustedProxies)),
                null,
                new PollingOptions(true, 1024, settings.cookie),
                settings.middlewares,
                new RequestReader(Set.of("worker", "boss"), false, new TrustedProxies(settings.trustedProxies)),
                "/socket.io",
                settings.slashless);
        tomcat = new FilterTomcat(filter);
    }

    URI base() {
        return tomcat.base();
    }

    EngineServer engine() {
        return engine;
    }

    /** How many TCP connections Tomcat has. */
    long connections() {
        return tomcat.connections();
    }

    /** How many sessions, open or not, are still reachable from anywhere; to be asked after a garbage collection. */
    int remembered() {
        return remembered.size();
    }

    EngineSession session(String sid) {
        return engine.sessions().stream()
                .filter(session -> session.id().equals(sid))
                .findAny()
                .orElseThrow();
    }

    /** Returns when the GET of a session is parked. */
    void awaitParked(String sid) {
        EngineSession session = session(sid);
        long start = System.nanoTime();
        while (!session.carrier().writable()) {
            assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(TimeUnit.SECONDS.toNanos(30));
            Thread.onSpinWait();
        }
    }

    /** How a session ends: reason and description. */
    String closing(String sid) {
        return end(sid).completeOnTimeout("the session goes on", 10, TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<String> end(String sid) {
        return closings.computeIfAbsent(sid, id -> new CompletableFuture<>());
    }

    static OutboundMessage message(String data) {
        return OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, data)), true);
    }

    @Override
    public void close() {
        engine.close();
        sweeper.close();
        executor.shutdown();
        tomcat.close();
    }

    /** Sends back what comes; the message {@code close} closes. */
    private final class Echo implements SessionListener {
        private final EngineSession session;

        Echo(EngineSession session) {
            this.session = session;
            remembered.add(session);
        }

        @Override
        public void opened() {}

        @Override
        public void text(TextPacket packet) {
            if (packet.frame().equals("4close")) {
                session.close();
            } else {
                session.send(OutboundMessage.of(List.of(packet), true));
            }
        }

        @Override
        public void binary(BinaryPacket packet) {
            session.send(OutboundMessage.of(List.of(packet), true));
        }

        @Override
        public void closed(CloseReason reason, String description) {
            end(session.id()).complete(reason.text() + (description == null ? "" : ": " + description));
        }
    }
}
