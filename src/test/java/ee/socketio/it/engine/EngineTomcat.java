package ee.socketio.it.engine;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.engine.servlet.CorsOptions;
import ee.socketio.engine.servlet.EngineFilter;
import ee.socketio.engine.servlet.OriginPolicy;
import ee.socketio.engine.servlet.PollingOptions;
import ee.socketio.engine.servlet.RequestReader;
import ee.socketio.engine.servlet.TrustedProxies;
import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The engine alone in a Tomcat of this process, with hooks of the test's; its sessions are {@link Echoes}. */
final class EngineTomcat implements AutoCloseable {
    private static final TrustedProxies TRUSTED = new TrustedProxies(Set.of());

    /** What may be set. */
    static final class Settings {
        String initialPacket = "";
        List<Filter> middlewares = List.of();
        EngineHooks hooks = EngineHooks.NONE;

        EngineTomcat start() {
            return new EngineTomcat(this);
        }
    }

    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final EngineServer engine;
    private final FilterTomcat tomcat;

    private EngineTomcat(Settings settings) {
        EngineOptions options = new EngineOptions(
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1_000_000,
                1 << 20,
                QueuePolicy.DISCONNECT,
                Set.of(TransportName.values()),
                true,
                true,
                false,
                settings.initialPacket,
                EngineOptions.SOME_WAITING);
        engine = new EngineServer(options, settings.hooks, sweeper, executor, new Echoes()::create);
        sweeper.start(Thread::new);
        EngineFilter filter = new EngineFilter(
                engine,
                new OriginPolicy(CorsOptions.of(Set.of(), false), TRUSTED),
                null,
                new PollingOptions(true, 1024, 6, null),
                settings.middlewares,
                new RequestReader(Set.of("worker", "boss"), false, TRUSTED),
                "/socket.io",
                false);
        tomcat = new FilterTomcat(filter);
    }

    URI base() {
        return tomcat.base();
    }

    EngineSession session(String sid) {
        return engine.sessions().stream()
                .filter(session -> session.id().equals(sid))
                .findAny()
                .orElseThrow();
    }

    @Override
    public void close() {
        engine.close();
        sweeper.close();
        executor.shutdown();
        tomcat.close();
    }
}
