package ee.socketio.admin;

import ee.socketio.Event;
import ee.socketio.EventRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.admin.AdminOptions.Mode;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.server.SocketServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The namespace that the admin page of Socket.IO connects to.
 *
 * <p>A page that may enter (see {@link Login}) is told {@code config}, in development mode {@code all_sockets}, and from
 * then on what all pages are told: {@code server_stats} every two seconds, and in development mode the reports of
 * {@link SocketReports}. What it may want done is in {@link Commands}. No events are acknowledged, in either direction.
 */
public final class AdminNamespace implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AdminNamespace.class.getName());
    private static final Duration STATS_INTERVAL = Duration.ofSeconds(2);

    private final SocketServer server;
    private final AdminOptions options;
    private final Audience audience;
    private final ServerStats.Source stats;
    private final Optional<SocketReports> reports;
    private final Watch watch;

    private AdminNamespace(SocketServer server, AdminOptions options, Sweeper sweeper, Clock clock) {
        this.server = server;
        this.options = options;
        Namespace namespace = server.of(options.namespace());
        audience = new Audience(namespace);
        TrafficCounts counts = new TrafficCounts(clock);
        stats = new ServerStats.Source(server, options, counts, clock);
        reports = options.mode() == Mode.DEVELOPMENT
                ? Optional.of(new SocketReports(audience, options.namespace(), clock))
                : Optional.empty();
        observe(new ConnectionReports(audience, counts));
        options.account().ifPresent(account -> namespace.use(new Login(account, clock)));
        namespace.onConnect(this::connected);
        namespace.onError(this::failed);
        watch = sweeper.watch(
                now -> {
                    tellStats();
                    return now + STATS_INTERVAL.toNanos();
                },
                sweeper.now() + STATS_INTERVAL.toNanos());
    }

    /**
     * Opens the namespace, ahead of the server's first connection.
     *
     * @throws IllegalArgumentException when the namespace is the application's
     */
    public static AdminNamespace open(SocketServer server, AdminOptions options, Sweeper sweeper, Clock clock) {
        if (server.find(options.namespace()).isPresent()) {
            throw new IllegalArgumentException(
                    options.namespace() + " is the application's (expected: one of its own)");
        }
        return new AdminNamespace(server, options, sweeper, clock);
    }

    private void observe(ConnectionReports connections) {
        server.observeTraffic(connection -> {
            connections.opened();
            return reports.map(sockets -> connections.and(sockets.upgradesOf(connection)))
                    .orElse(connections);
        });
        reports.ifPresent(server::observe);
    }

    private void connected(Socket page) {
        audience.arrived();
        Commands commands = new Commands(server);
        if (options.readonly()) {
            commands.refuseFrom(page);
        } else {
            commands.takeFrom(page);
        }
        page.emit("config", Map.of("supportedFeatures", Feature.names(options)));
        if (options.mode() == Mode.DEVELOPMENT) {
            tellAllSockets(page);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure is logged, and nobody waits for the outcome
    private void tellAllSockets(Socket page) {
        CompletableFuture<List<SocketFacts>> all = CompletableFuture.completedFuture(List.of());
        for (Namespace namespace : server.namespaces()) {
            all = all.thenCombine(socketsOf(namespace), AdminNamespace::concat);
        }
        all.thenAccept(sockets -> page.emit("all_sockets", sockets)).exceptionally(AdminNamespace::untold);
    }

    private static CompletableFuture<List<SocketFacts>> socketsOf(Namespace namespace) {
        return namespace
                .fetchSockets()
                .thenApply(sockets -> sockets.stream()
                        .map(socket -> SocketFacts.of(namespace.name(), socket))
                        .toList())
                .toCompletableFuture();
    }

    private static <T> List<T> concat(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure is logged, and nobody waits for the outcome
    private void tellStats() {
        audience.look()
                .thenAccept(present -> {
                    if (present) {
                        audience.tell("server_stats", stats.take());
                        reports.ifPresent(SocketReports::tellOfData);
                    }
                })
                .exceptionally(AdminNamespace::untold);
    }

    private static @Nullable Void untold(Throwable failure) {
        LOG.log(Level.WARNING, "SIO-1803 The admin page could not be told what there is", failure);
        return null;
    }

    /** The application's error handlers have nothing to do with this. */
    private void failed(Event event, Throwable failure) {
        if (failure instanceof EventRefused) {
            LOG.log(
                    Level.WARNING,
                    "SIO-1801 The admin page''s command {0} was refused: {1}",
                    event.name(),
                    failure.getMessage());
        } else {
            LOG.log(Level.ERROR, "SIO-1802 Serving the admin page has failed: " + event.name(), failure);
        }
    }

    /** Sends nothing any more. */
    @Override
    public void close() {
        watch.cancel();
    }
}
