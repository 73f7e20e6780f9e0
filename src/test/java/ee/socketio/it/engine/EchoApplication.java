package ee.socketio.it.engine;

import static java.util.stream.Collectors.toUnmodifiableMap;

import ee.socketio.boot.DirectUpgrade;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
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
import ee.socketio.engine.servlet.SessionCookie;
import ee.socketio.engine.servlet.TrustedProxies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Engines without Socket.IO on top, one for each {@link EchoVariant}, behind the Filter and the endpoint of the product:
 * they send back every message, and close on {@code close}. What a peer cannot see is told by {@link EchoControl}.
 */
@WebListener
public final class EchoApplication implements ServletContextListener {
    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Echoes echoes = new Echoes();
    private final Map<EchoVariant, EngineServer> engines =
            Stream.of(EchoVariant.values()).collect(toUnmodifiableMap(variant -> variant, this::engine));

    @Override
    public void contextInitialized(ServletContextEvent event) {
        start(event.getServletContext());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        stop();
    }

    void start(ServletContext context) {
        sweeper.start(Thread::new);
        engines.forEach((variant, engine) -> register(variant, engine, context));
        context.addServlet("echo", new EchoControl(this)).addMapping("/echo");
    }

    void stop() {
        engines.values().forEach(EngineServer::close);
        sweeper.close();
        executor.shutdown();
    }

    private EngineServer engine(EchoVariant variant) {
        boolean impatient = variant == EchoVariant.IMPATIENT;
        EngineOptions options = new EngineOptions(
                Duration.ofSeconds(impatient ? 1 : 25),
                Duration.ofSeconds(impatient ? 1 : 20),
                Duration.ofSeconds(variant == EchoVariant.SHORT_UPGRADE ? 1 : 10),
                Duration.ofSeconds(10),
                1_000_000,
                1 << 20,
                QueuePolicy.DISCONNECT,
                Set.of(TransportName.values()),
                variant != EchoVariant.NO_UPGRADE,
                variant != EchoVariant.NO_REVISION_3,
                variant == EchoVariant.DEFLATING,
                "",
                EngineOptions.SOME_WAITING);
        EngineHooks hooks = variant == EchoVariant.HOOKED ? new Door() : EngineHooks.NONE;
        return new EngineServer(options, hooks, sweeper, executor, echoes::create);
    }

    private static void register(EchoVariant variant, EngineServer engine, ServletContext context) {
        String path = "/" + variant.folder() + "socket.io";
        TrustedProxies proxies =
                new TrustedProxies(variant == EchoVariant.BEHIND_PROXY ? Set.of("0.0.0.0/0", "::/0") : Set.of());
        OriginPolicy origins = new OriginPolicy(cors(variant), proxies);
        SessionCookie cookie = variant == EchoVariant.HOOKED
                ? new SessionCookie("io", "/", "", Duration.ZERO, true, false, false, "", "Lax")
                : null;
        EngineFilter filter = new EngineFilter(
                engine,
                origins,
                null,
                new PollingOptions(true, 1024, 6, cookie),
                List.of(),
                new RequestReader(Set.of(), false, proxies),
                path,
                variant == EchoVariant.SLASHLESS);
        FilterRegistration.Dynamic registration =
                context.addFilter("echo-" + variant, DirectUpgrade.around(filter, context));
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path + "/*");
    }

    private static CorsOptions cors(EchoVariant variant) {
        return switch (variant) {
            case ONE_ORIGIN -> CorsOptions.of(Set.of("https://shop.example"), false);
            case ANY_ORIGIN -> CorsOptions.of(Set.of("*"), false);
            case MATCHING_ORIGINS ->
                new CorsOptions(
                        Set.of("https://shop.example"),
                        Optional.of(Pattern.compile("https://\\w+\\.shop\\.example")),
                        true,
                        List.of("GET", "POST"),
                        List.of("X-Key", "X-Token"),
                        List.of("X-Opening", "X-Asked"),
                        Duration.ofMinutes(10),
                        false,
                        200);
            default -> CorsOptions.of(Set.of(), false);
        };
    }

    EngineServer engine() {
        return engines.get(EchoVariant.PLAIN);
    }

    /** The open session of that id. */
    EngineSession session(String sid) {
        return engines.values().stream()
                .flatMap(engine -> engine.sessions().stream())
                .filter(session -> session.id().equals(sid))
                .findAny()
                .orElseThrow();
    }

    /** Returns when the GET of a session is parked. */
    void awaitParked(String sid) {
        EngineSession session = session(sid);
        long start = System.nanoTime();
        while (!session.carrier().writable()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30)) {
                throw new IllegalStateException("no GET of " + sid);
            }
            Thread.onSpinWait();
        }
    }

    /** Sends 0, 1, 2 … from another thread. */
    void count(String sid, int messages) {
        EngineSession session = session(sid);
        executor.execute(() -> {
            for (int i = 0; i < messages; i++) {
                session.send(Echoes.message(String.valueOf(i)));
                Thread.onSpinWait();
            }
        });
    }

    /** How a session ends: reason and description. */
    String closing(String sid) {
        return echoes.closing(sid);
    }

    /**
     * Whoever has the header {@code X-Banned} is refused; each response says how often that was asked. One more origin
     * is let in.
     */
    private static final class Door implements EngineHooks {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public boolean allowsOrigin(String origin, EngineRequest request) {
            return origin.equals("https://friend.example");
        }

        @Override
        public Optional<String> refusal(EngineRequest opening) {
            asked.incrementAndGet();
            return opening.header("X-Banned").map(name -> name + ", nope");
        }

        @Override
        public void headers(EngineRequest request, boolean opening, BiConsumer<String, String> headers) {
            headers.accept("X-Opening", String.valueOf(opening));
            headers.accept("X-Asked", asked.toString());
        }
    }
}
