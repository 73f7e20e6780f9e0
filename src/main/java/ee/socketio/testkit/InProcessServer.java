package ee.socketio.testkit;

import ee.socketio.Event;
import ee.socketio.NamespaceRegistry;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.cdi.EndpointExtension;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.server.ServerOptions;
import ee.socketio.server.SocketServer;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A server for unit tests: no container, no port, no waiting.
 *
 * <pre>{@code
 * @NamespaceEndpoint("/greetings")
 * static class Greetings {
 *     @OnEvent
 *     String hello(Socket socket, String name) {
 *         socket.broadcast().emit("greeted", name);
 *         return "Hello, " + name + "!";
 *     }
 * }
 *
 * @Test
 * void greetsAndTellsTheOthers() {
 *     try (InProcessServer server = InProcessServer.of(Greetings.class)) {
 *         InProcessClient duke = server.connect("/greetings");
 *         InProcessClient other = server.connect("/greetings");
 *
 *         assertEquals("Hello, Duke!", duke.call("hello", "Duke").get(0, String.class));
 *         assertEquals("Duke", other.next().args().get(0, String.class));
 *         assertTrue(duke.received().isEmpty());
 *     }
 * }
 * }</pre>
 *
 * <p>What clients do takes effect at once: their methods return when the handlers they caused to run have returned.
 * Handlers run one after the other, in the order in which they became due, on threads of their own; one that waits for
 * an acknowledgement or for another handler gets what it waits for. A handler that has not returned within 10 s fails
 * the test with its stack trace.
 *
 * <p>The server has the default settings. Time stands still, apart from what {@link #pass} lets go by.
 */
public final class InProcessServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Longer than things wait for a handler to return before they are sent without it. */
    private static final Duration A_MOMENT = Duration.ofMillis(10);

    private final ManualClock clock = new ManualClock();
    private final HandlerThreads threads = new HandlerThreads(() -> clock.advance(A_MOMENT), PATIENCE);
    private final SocketServer server;
    private final @Nullable SeContainer container;
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private InProcessServer(@Nullable SeContainer container, EngineHooks hooks) {
        this.container = container;
        server = newServer(
                hooks,
                1 << 20,
                QueuePolicy.DISCONNECT,
                new ServerOptions(
                        Duration.ofSeconds(45), Duration.ofSeconds(20), Duration.ofSeconds(60), 4_000_000, 1 << 20),
                PacketParser.json(DecoderLimits.DEFAULT),
                AdapterFactory.LOCAL,
                clock.sweeper(),
                threads,
                threads);
        server.onError(this::failed);
    }

    private void failed(Event event, Throwable failure) {
        failures.add(failure);
    }

    /** A server for handlers that are registered on its {@link #namespaces}. */
    public static InProcessServer create() {
        return new InProcessServer(null, EngineHooks.NONE);
    }

    /**
     * A server for beans, in a CDI container of its own (CDI SE, for example Weld's) that has no others and ends with
     * the server.
     *
     * @param beans namespace endpoints, what they inject, interceptors they use, at most one {@link EngineHooks}
     */
    public static InProcessServer of(Class<?>... beans) {
        SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new EndpointExtension())
                .addBeanClasses(beans)
                .initialize();
        return serve(container, container.getBeanManager());
    }

    /** A server for the namespace endpoints of a CDI container, which has to outlive it. */
    public static InProcessServer of(BeanManager beans) {
        return serve(null, beans);
    }

    private static InProcessServer serve(@Nullable SeContainer own, BeanManager beans) {
        Instance<EngineHooks> hooks = beans.createInstance().select(EngineHooks.class);
        InProcessServer server = new InProcessServer(own, hooks.isUnsatisfied() ? EngineHooks.NONE : hooks.get());
        beans.getExtension(EndpointExtension.class).serve(server.server, type -> true);
        return server;
    }

    static SocketServer newServer(
            EngineHooks hooks,
            int maxQueueBytes,
            QueuePolicy policy,
            ServerOptions options,
            PacketParser parser,
            AdapterFactory adapters,
            Sweeper sweeper,
            Executor executor,
            Executor aside) {
        EngineOptions engine = new EngineOptions(
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1_000_000,
                maxQueueBytes,
                policy,
                Set.of(TransportName.values()),
                true,
                true,
                false,
                "",
                EngineOptions.SOME_WAITING);
        return new SocketServer(engine, hooks, options, parser, adapters, sweeper, executor, aside);
    }

    /** All namespaces; what beans get injected. */
    public NamespaceRegistry namespaces() {
        return server;
    }

    /**
     * A bean of the container that {@link #of(Class[])} has made.
     *
     * @throws IllegalStateException when the server has no container of its own
     */
    public <T> T bean(Class<T> type) {
        if (container == null) {
            throw new IllegalStateException("no container (expected: InProcessServer.of(classes))");
        }
        return container.select(type).get();
    }

    /** A new client that connects to a namespace and does not say more about itself. */
    public InProcessClient connect(String namespace) {
        return client().connect(namespace);
    }

    /** A new client that says something about itself before it connects. */
    public ClientRequest client() {
        return ClientRequest.to(this);
    }

    /**
     * Lets time pass: clients answer heartbeats, acknowledgements time out. Returns when all handlers that have
     * something to do about it have returned.
     */
    public void pass(Duration time) {
        clock.advance(time);
        threads.settle();
    }

    /** Waits until all handlers have returned; clients do that by themselves. */
    public void settle() {
        threads.settle();
    }

    /**
     * What handlers have thrown since the last call, in namespaces without an error handler of their own; why arguments
     * could not be bound is among it.
     */
    public List<Throwable> failures() {
        threads.settle();
        List<Throwable> taken = new ArrayList<>();
        for (Throwable failure = failures.poll(); failure != null; failure = failures.poll()) {
            taken.add(failure);
        }
        return taken;
    }

    boolean hasFailures() {
        return !failures.isEmpty();
    }

    SocketServer server() {
        return server;
    }

    HandlerThreads threads() {
        return threads;
    }

    /** Disconnects all clients, and ends the CDI container if it is its own. */
    @Override
    public void close() {
        server.close();
        threads.settle();
        if (container != null) {
            container.close();
        }
    }
}
