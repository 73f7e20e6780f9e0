package ee.socketio.boot;

import ee.socketio.NamespaceRegistry;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.Recovery;
import ee.socketio.admin.AdminNamespace;
import ee.socketio.cdi.EndpointExtension;
import ee.socketio.config.Settings;
import ee.socketio.config.Settings.CookiePriority;
import ee.socketio.config.SettingsException;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.engine.servlet.ClientFiles;
import ee.socketio.engine.servlet.CorsOptions;
import ee.socketio.engine.servlet.EngineFilter;
import ee.socketio.engine.servlet.HttpMiddleware;
import ee.socketio.engine.servlet.OriginPolicy;
import ee.socketio.engine.servlet.PollingOptions;
import ee.socketio.engine.servlet.RequestReader;
import ee.socketio.engine.servlet.SessionCookie;
import ee.socketio.engine.servlet.TrustedProxies;
import ee.socketio.server.HandlerExecutor;
import ee.socketio.server.ServerOptions;
import ee.socketio.server.SocketServer;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the server together and hands it to the container. CDI is up when it starts and still up when it stops. */
final class SocketIoBoot {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");
    private static final String DEMO_PACKAGE = "ee.socketio.demo";

    /** For a launcher that wants the clients to leave before the port is closed. */
    private static final String DRAIN = "ee.socketio.drain";

    /** How far handlers may lag behind one client, in messages of the largest size. */
    private static final int BACKLOG_MESSAGES = 4;

    /** How many threads wait for peers that are slow to read, where the pool is large enough to spare them. */
    private static final int MAX_WAITING = 16;

    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final Duration drain;
    private final HandlerExecutor executor;
    private final SocketServer server;
    private Optional<AdminNamespace> admin = Optional.empty();

    /** A server that does nothing yet. */
    SocketIoBoot(ServletContext context, Settings settings, EngineHooks hooks, AdapterFactory adapters) {
        drain = settings.drain();
        executor = AsyncModes.choose(settings, sweeper, context.getClassLoader());
        try {
            server = new SocketServer(
                    engineOptions(settings),
                    hooks,
                    new ServerOptions(
                            settings.connectTimeout(),
                            settings.middlewareTimeout(),
                            settings.ackTimeout(),
                            BACKLOG_MESSAGES * settings.maxHttpBufferSize(),
                            settings.maxQueueBytes(),
                            settings.cleanupEmptyChildNamespaces(),
                            recovery(settings),
                            settings.recoverySkipMiddlewares()),
                    parser(settings),
                    adapters,
                    sweeper,
                    executor,
                    executor.aside());
        } catch (RuntimeException e) {
            executor.close();
            throw e;
        }
    }

    /** A server that needs no beans; its namespaces have no handlers yet. */
    static SocketIoBoot plain(ServletContext context, Settings settings) {
        SocketIoBoot boot = new SocketIoBoot(context, settings, EngineHooks.NONE, AdapterFactory.LOCAL);
        boot.open(context, settings, List.of(), new RequestReader(Set.of(), false, proxies(settings)));
        return boot;
    }

    /** Starts the server of one application. */
    static void start(ServletContext context, Settings settings) {
        SocketIoBoot boot = new SocketIoBoot(
                context,
                settings,
                bean(EngineHooks.class, EngineHooks.NONE),
                bean(AdapterFactory.class, AdapterFactory.LOCAL));
        context.setAttribute(SocketIoBoot.class.getName(), boot);
        context.setAttribute(DRAIN, (Runnable) boot::drain);
        EndpointExtension endpoints = CDI.current().getBeanManager().getExtension(EndpointExtension.class);
        boot.open(
                context,
                settings,
                middlewares(),
                new RequestReader(endpoints.roles(), settings.disconnectWithHttpSession(), proxies(settings)));
        endpoints.serve(
                boot.server, type -> settings.demo() || !type.getPackageName().equals(DEMO_PACKAGE));
        PushFilter.add(context, settings);
        if (settings.disconnectWithHttpSession()) {
            context.addListener(new HttpSessionBridge(boot.server.httpSessions()));
        }
        ConfiguredPrograms.start(context, settings.process(), boot.server);
        boot.admin = ConfiguredAdmin.open(boot.server, settings.admin(), boot.sweeper);
        LOGGER.log(Level.INFO, boot.startLine(context, settings));
    }

    private void open(
            ServletContext context, Settings settings, List<HttpMiddleware> middlewares, RequestReader reader) {
        sweeper.start(task -> AsyncModes.daemon(task, "socketio-sweeper", context.getClassLoader()));
        addFilter(context, settings, middlewares, reader);
    }

    /** Stops what {@link #start} started, also when that failed half-way. */
    static void stop(ServletContext context) {
        if (context.getAttribute(SocketIoBoot.class.getName()) instanceof SocketIoBoot boot) {
            context.removeAttribute(SocketIoBoot.class.getName());
            context.removeAttribute(DRAIN);
            boot.close();
        }
    }

    /** Everybody is disconnected first; what handlers still do then must not meet a closed adapter. */
    void close() {
        admin.ifPresent(AdminNamespace::close);
        drain();
        server.close(Duration.ZERO);
        executor.close();
        server.close();
        sweeper.close();
    }

    NamespaceRegistry namespaces() {
        return server;
    }

    /** Waits until all clients have gone elsewhere, or the time for that is over. */
    private void drain() {
        try {
            server.close(drain).toCompletableFuture().get(drain.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, "SIO-0401 Not all connections could be closed in time", e);
        }
    }

    private static EngineOptions engineOptions(Settings settings) {
        Set<TransportName> transports = settings.transports().stream()
                .map(transport -> TransportName.valueOf(transport.name()))
                .collect(Collectors.toUnmodifiableSet());
        return new EngineOptions(
                settings.pingInterval(),
                settings.pingTimeout(),
                settings.upgradeTimeout(),
                settings.middlewareTimeout(),
                settings.maxHttpBufferSize(),
                settings.maxQueueBytes(),
                QueuePolicy.valueOf(settings.queuePolicy().name()),
                transports,
                settings.allowUpgrades(),
                settings.allowEio3(),
                settings.perMessageDeflate(),
                settings.initialPacket(),
                Math.max(1, Math.min(settings.poolSize() / 4, MAX_WAITING)));
    }

    private static PacketParser parser(Settings settings) {
        DecoderLimits limits = new DecoderLimits(settings.maxAttachments(), settings.maxJsonDepth());
        return switch (settings.parser()) {
            case JSON -> PacketParser.json(limits);
            case MSGPACK -> PacketParser.msgpack(limits);
        };
    }

    private static Optional<Recovery.Limits> recovery(Settings settings) {
        if (!settings.connectionStateRecovery()) {
            return Optional.empty();
        }
        return Optional.of(new Recovery.Limits(
                settings.recoveryMaxDisconnectionDuration(),
                settings.pingInterval().plus(settings.pingTimeout()),
                settings.recoveryMaxBytes(),
                // What is held back until CONNECT follows the replay into the same queue.
                settings.maxQueueBytes() / 2));
    }

    /** The only bean of a type that an application may have at most one of. */
    private static <T> T bean(Class<T> type, T otherwise) {
        Instance<T> beans = CDI.current().select(type);
        if (beans.isAmbiguous()) {
            throw new IllegalStateException("several beans are " + type.getSimpleName() + " (expected: at most one): "
                    + beans.stream().map(bean -> bean.getClass().getName()).collect(Collectors.joining(", ")));
        }
        return beans.isUnsatisfied() ? otherwise : beans.get();
    }

    private static List<HttpMiddleware> middlewares() {
        return CDI.current()
                .select(HttpMiddleware.class)
                .handlesStream()
                .sorted(Comparator.comparingInt(handle -> priority(handle.getBean())))
                .<HttpMiddleware>map(Instance.Handle::get)
                .toList();
    }

    private static int priority(Bean<?> bean) {
        Priority priority = bean.getBeanClass().getAnnotation(Priority.class);
        return priority == null ? Integer.MAX_VALUE : priority.value();
    }

    private void addFilter(
            ServletContext context, Settings settings, List<HttpMiddleware> middlewares, RequestReader reader) {
        OriginPolicy origins = new OriginPolicy(cors(settings), proxies(settings));
        ClientFiles files = settings.serveClient() ? ClientFiles.ofClassPath() : null;
        PollingOptions polling = new PollingOptions(
                settings.httpCompression(),
                settings.compressionThreshold(),
                settings.compressionLevel(),
                cookie(settings));
        EngineFilter filter = new EngineFilter(
                server.engine(),
                origins,
                files,
                polling,
                middlewares,
                reader,
                settings.path(),
                !settings.addTrailingSlash());
        FilterRegistration.Dynamic registration = context.addFilter("socketio", DirectUpgrade.around(filter, context));
        registration.setAsyncSupported(true);
        // Before the application's own filters, and on Jetty before the container upgrades to WebSocket.
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, settings.path() + "/*");
    }

    /** @throws SettingsException when one of them is neither an address nor a network */
    static TrustedProxies proxies(Settings settings) {
        try {
            return new TrustedProxies(settings.trustedProxies());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Settings.PREFIX + "trusted-proxies: " + e.getMessage());
        }
    }

    static CorsOptions cors(Settings settings) {
        String pattern = settings.corsAllowedOriginPattern();
        return new CorsOptions(
                Set.copyOf(settings.corsAllowedOrigins()),
                pattern.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)),
                settings.corsCredentials(),
                settings.corsMethods(),
                settings.corsAllowedHeaders(),
                settings.corsExposedHeaders(),
                settings.corsMaxAge(),
                settings.corsPreflightContinue(),
                settings.corsOptionsSuccessStatus());
    }

    static @Nullable SessionCookie cookie(Settings settings) {
        if (settings.cookie().isEmpty()) {
            return null;
        }
        return new SessionCookie(
                settings.cookie(),
                settings.cookiePath(),
                settings.cookieDomain(),
                settings.cookieMaxAge(),
                settings.cookieHttpOnly(),
                settings.cookieSecure(),
                settings.cookiePartitioned(),
                settings.cookiePriority() == CookiePriority.MEDIUM ? "" : capitalized(settings.cookiePriority()),
                capitalized(settings.cookieSameSite()));
    }

    private static String capitalized(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private String startLine(ServletContext context, Settings settings) {
        return "SIO-0002 Socket.IO answers at " + context.getContextPath() + settings.path()
                + ": " + context.getServerInfo()
                + ", Java " + Runtime.version().feature()
                + ", CDI " + implementation(CDI.current().getBeanManager())
                + ", JAX-RS " + RestClasses.implementation()
                + ", transports " + names(settings)
                + ", async mode " + executor.name()
                + ", namespaces "
                + server.namespaces().stream()
                        .map(namespace -> namespace.name())
                        .sorted()
                        .collect(Collectors.joining(" "))
                + ", messages up to " + settings.maxHttpBufferSize()
                + " bytes, up to " + settings.maxQueueBytes() + " bytes waiting for a client"
                + ", /push " + PushFilter.summary(settings.push());
    }

    private static String names(Settings settings) {
        return settings.transports().stream()
                .map(transport -> transport.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    static String implementation(@Nullable Object object) {
        String name = object == null ? "none" : object.getClass().getName();
        if (name.startsWith("org.jboss.weld")) {
            return "Weld";
        }
        if (name.startsWith("org.glassfish.jersey")) {
            return "Jersey";
        }
        if (name.startsWith("org.jboss.resteasy")) {
            return "RESTEasy";
        }
        return name;
    }
}
