package ee.socketio.server;

import ee.socketio.engine.Sweeper;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What handlers run on. Whatever it is, a handler sees the application's class loader as that of its thread.
 *
 * <p>Beside it there are threads {@linkplain #aside aside} that no handler ever holds. A handler that blocks until
 * something attached to an acknowledgement has run waits for those, and so does the closing of connections.
 */
public final class HandlerExecutor implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(HandlerExecutor.class.getName());
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long STOP_SECONDS = 5;

    private final String name;
    private final Executor handlers;
    private final Executor aside;
    private final Runnable lastOrders;
    private final Set<ExecutorService> services;

    /**
     * @param lastOrders no task is taken any more
     * @param services that are shut down behind that
     */
    private HandlerExecutor(
            String name, Executor handlers, Executor aside, Runnable lastOrders, Set<ExecutorService> services) {
        this.name = name;
        this.handlers = handlers;
        this.aside = aside;
        this.lastOrders = lastOrders;
        this.services = services;
    }

    /** A virtual thread for each task; empty before JDK 21. */
    public static Optional<HandlerExecutor> virtual(ClassLoader applicationLoader) {
        return VirtualThreads.newExecutor().map(service -> {
            Executor threads = task -> submit(service, task, applicationLoader);
            return new HandlerExecutor("virtual", threads, threads, () -> {}, Set.of(service));
        });
    }

    /**
     * A pool of its own, and a second one aside.
     *
     * @param name of the mode, for the log
     * @param size the most threads there are, of each; they end when they have been idle for a while
     * @param sweeper looks after tasks that wait
     */
    public static HandlerExecutor pool(
            String name, int size, ThreadFactory threads, Sweeper sweeper, ClassLoader applicationLoader) {
        ExecutorService service = newPool(size, threads);
        ExecutorService asideService = newPool(size, threads);
        HandlerPool handlers =
                new HandlerPool(sweeper, service, Runtime.getRuntime().availableProcessors(), size);
        return new HandlerExecutor(
                name + "(" + size + ")",
                task -> submit(handlers, task, applicationLoader),
                task -> submit(asideService, task, applicationLoader),
                handlers::close,
                Set.of(service, asideService));
    }

    /**
     * No other thread: handlers run where their events arrive, and must neither block nor wait for an acknowledgement.
     * What no container's thread has brought, such as a missing heartbeat, is handled aside.
     *
     * @param size the most threads there are aside
     * @param onSweeper whether the current thread is the one that serves all deadlines, which nothing may hold up
     */
    public static HandlerExecutor direct(
            int size, ThreadFactory threads, BooleanSupplier onSweeper, ClassLoader applicationLoader) {
        ExecutorService service = newPool(size, threads);
        Executor aside = task -> submit(service, task, applicationLoader);
        Executor handlers = task -> {
            if (onSweeper.getAsBoolean()) {
                aside.execute(task);
            } else {
                run(task, applicationLoader);
            }
        };
        return new HandlerExecutor("direct", handlers, aside, () -> {}, Set.of(service));
    }

    private static ExecutorService newPool(int size, ThreadFactory threads) {
        return new ThreadPoolExecutor(
                0, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new IdleThreadsFirst(), threads, (task, full) -> {
                    if (full.isShutdown()) {
                        throw new RejectedExecutionException("closed");
                    }
                    full.getQueue().add(task);
                });
    }

    /**
     * Makes a pool give a task to an idle thread, else to a new one, and only when there may be no more to the queue;
     * a pool left to itself fills the queue first and, if that has no bound, never grows.
     */
    private static final class IdleThreadsFirst extends LinkedTransferQueue<Runnable> {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    /** The mode, for the log. */
    public String name() {
        return name;
    }

    /** Runs a task; once it is closed, the task is dropped. */
    @Override
    public void execute(Runnable task) {
        handlers.execute(task);
    }

    /** As this executor, on threads that are never held by handlers. */
    public Executor aside() {
        return aside;
    }

    private static void submit(Executor service, Runnable task, ClassLoader applicationLoader) {
        try {
            service.execute(() -> run(task, applicationLoader));
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "SIO-0208 A task came after the end", closed);
        }
    }

    private static void run(Runnable task, ClassLoader applicationLoader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(applicationLoader);
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "SIO-0209 A task failed", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Takes no more tasks, lets the running ones end for a while, then interrupts them. */
    @Override
    public void close() {
        lastOrders.run();
        services.forEach(ExecutorService::shutdown);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        try {
            for (ExecutorService service : services) {
                if (!service.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    service.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            services.forEach(ExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
