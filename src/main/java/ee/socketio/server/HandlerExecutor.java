package ee.socketio.server;

import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What handlers run on. Whatever it is, a handler sees the application's class loader as that of its thread.
 */
public final class HandlerExecutor implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(HandlerExecutor.class.getName());
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long STOP_SECONDS = 5;

    private final String name;
    private final @Nullable ExecutorService service;
    private final ClassLoader applicationLoader;

    private HandlerExecutor(String name, @Nullable ExecutorService service, ClassLoader applicationLoader) {
        this.name = name;
        this.service = service;
        this.applicationLoader = applicationLoader;
    }

    /** A virtual thread for each task; empty before JDK 21. */
    public static Optional<HandlerExecutor> virtual(ClassLoader applicationLoader) {
        return VirtualThreads.newExecutor().map(service -> new HandlerExecutor("virtual", service, applicationLoader));
    }

    /**
     * A pool of its own.
     *
     * @param name of the mode, for the log
     * @param size the most threads there are; they end when they have been idle for a while
     */
    public static HandlerExecutor pool(String name, int size, ThreadFactory threads, ClassLoader applicationLoader) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new IdleThreadsFirst(), threads, (task, full) -> {
                    if (full.isShutdown()) {
                        throw new RejectedExecutionException("closed");
                    }
                    full.getQueue().add(task);
                });
        return new HandlerExecutor(name + "(" + size + ")", pool, applicationLoader);
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

    /**
     * No other thread: handlers run where their events arrive, and must neither block nor wait for an acknowledgement.
     */
    public static HandlerExecutor direct(ClassLoader applicationLoader) {
        return new HandlerExecutor("direct", null, applicationLoader);
    }

    /** The mode, for the log. */
    public String name() {
        return name;
    }

    /** Runs a task; once it is closed, the task is dropped. */
    @Override
    public void execute(Runnable task) {
        if (service == null) {
            run(task);
            return;
        }
        try {
            service.execute(() -> run(task));
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "SIO-0208 A task came after the end", closed);
        }
    }

    private void run(Runnable task) {
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
        if (service == null) {
            return;
        }
        service.shutdown();
        try {
            if (!service.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                service.shutdownNow();
            }
        } catch (InterruptedException e) {
            service.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
