package ee.socketio.boot;

import ee.socketio.config.AsyncMode;
import ee.socketio.config.Settings;
import ee.socketio.engine.Sweeper;
import ee.socketio.server.HandlerExecutor;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Picks what handlers run on.
 *
 * <p>{@code managed} is a pool of our own on the container's managed threads, not the container's default executor:
 * Payara's and GlassFish's grow beyond one thread only when their queue is full, which has no bound, so that one
 * handler that blocks would keep all others waiting.
 */
final class AsyncModes {
    private static final String MANAGED_THREADS = "java:comp/DefaultManagedThreadFactory";

    private AsyncModes() {}

    /**
     * @param sweeper must not be held up by handlers
     */
    static HandlerExecutor choose(Settings settings, Sweeper sweeper, ClassLoader loader) {
        return switch (settings.asyncMode()) {
            case AUTO ->
                HandlerExecutor.virtual(loader)
                        .or(() -> managed(settings, sweeper, loader))
                        .orElseGet(() -> pool(settings, sweeper, loader));
            case VIRTUAL ->
                HandlerExecutor.virtual(loader).orElseThrow(() -> unavailable(AsyncMode.VIRTUAL, "Java 21"));
            case MANAGED ->
                managed(settings, sweeper, loader)
                        .orElseThrow(() -> unavailable(AsyncMode.MANAGED, "a server with " + MANAGED_THREADS));
            case POOL -> pool(settings, sweeper, loader);
            case DIRECT ->
                HandlerExecutor.direct(settings.poolSize(), threads(loader), sweeper::isCurrentThread, loader);
        };
    }

    private static IllegalStateException unavailable(AsyncMode mode, String needed) {
        return new IllegalStateException(
                "socketio.async-mode: " + mode.name().toLowerCase(java.util.Locale.ROOT) + " needs " + needed);
    }

    @SuppressWarnings("BanJNDI") // a constant name of the platform, in the container's own tree
    private static Optional<HandlerExecutor> managed(Settings settings, Sweeper sweeper, ClassLoader loader) {
        try {
            if (InitialContext.doLookup(MANAGED_THREADS) instanceof ThreadFactory threads) {
                return Optional.of(HandlerExecutor.pool("managed", settings.poolSize(), threads, sweeper, loader));
            }
            return Optional.empty();
        } catch (NamingException noFullServer) {
            return Optional.empty();
        }
    }

    private static HandlerExecutor pool(Settings settings, Sweeper sweeper, ClassLoader loader) {
        return HandlerExecutor.pool("pool", settings.poolSize(), threads(loader), sweeper, loader);
    }

    private static ThreadFactory threads(ClassLoader loader) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(task, "socketio-handler-" + number.incrementAndGet(), loader);
    }

    /** A thread that belongs to the application and does not keep the process alive. */
    static Thread daemon(Runnable task, String name, ClassLoader loader) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        return thread;
    }
}
