package ee.socketio.process;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs programs for clients. Thread-safe.
 *
 * <p>There are two platform threads for each running program, see {@link ProgramRun}, one more while it ends or does not
 * read its input, and one for pings and restarts; none when nobody is there.
 */
public final class ProgramServer implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger("ee.socketio.process");
    private static final long STOP_SECONDS = 10;
    private static final long THREAD_SECONDS = 2;

    /** How often a client is looked after while its program does not read what it sends. */
    private static final Duration PROBE = Duration.ofSeconds(15);

    /** How a WebSocket is closed. */
    @FunctionalInterface
    public interface Closing {
        /** Closes with a closing handshake. */
        Closing CLEAN = Session::close;

        /** Called once, on a thread that may block. */
        void close(Session session, CloseReason reason) throws IOException;
    }

    private final ProcessLog log;
    private final String software;
    private final Closing closing;
    private final ExecutorService executor;
    private final ProgramClock clock;
    private final Duration probe;
    private final Set<ProgramRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    /**
     * @param software the name and version of this server, for {@code SERVER_SOFTWARE}
     * @param threads makes daemons
     */
    public ProgramServer(ProcessLog log, String software, Closing closing, ThreadFactory threads) {
        this(log, software, closing, threads, new SystemClock(threads), PROBE);
    }

    ProgramServer(
            ProcessLog log,
            String software,
            Closing closing,
            ThreadFactory threads,
            ProgramClock clock,
            Duration probe) {
        this.log = log;
        this.software = software;
        this.closing = closing;
        executor = Executors.newCachedThreadPool(threads);
        this.clock = clock;
        this.probe = probe;
    }

    /** Makes a program ready for clients. */
    public PublishedProgram publish(Program program, Terms terms) {
        return new PublishedProgram(this, program, terms);
    }

    ProcessLog log() {
        return log;
    }

    String software() {
        return software;
    }

    Closing closing() {
        return closing;
    }

    Executor executor() {
        return executor;
    }

    boolean isOpen() {
        return open;
    }

    long nanos() {
        return clock.nanos();
    }

    /** How often a client is looked after while its program does not read what it sends. */
    Duration probe() {
        return probe;
    }

    /** Does something that may block once, unless what it returns is run before. */
    Runnable later(Runnable task, long millis) {
        return clock.later(() -> executor.execute(task), millis);
    }

    /** Does something that may block again and again, until what it returns is run. */
    Runnable every(Runnable task, long millis) {
        return clock.every(() -> executor.execute(task), millis);
    }

    /** Remembers a program until it has ended, and ends one that comes too late. */
    void track(ProgramRun run) {
        running.add(run);
        CompletableFuture<?> unused = run.ended().whenComplete((status, never) -> running.remove(run));
        if (!open) {
            run.stop();
        }
    }

    /**
     * Ends all programs and waits for them, {@value #STOP_SECONDS} seconds at most, and then for the threads,
     * {@value #THREAD_SECONDS} seconds at most.
     */
    @Override
    public void close() {
        open = false;
        clock.stop();
        running.forEach(ProgramRun::stop);
        CompletableFuture<Void> all =
                CompletableFuture.allOf(running.stream().map(ProgramRun::ended).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, "SIO-0701 {0} programs do not end", running.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(THREAD_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
