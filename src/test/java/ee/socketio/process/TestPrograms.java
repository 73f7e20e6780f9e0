package ee.socketio.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Shell scripts that are published by a server whose time passes when a test says so. */
final class TestPrograms implements ProcessLog, AutoCloseable {
    static final ClientRequest REQUEST = new ClientRequest(
            "", "", "", "", 0, "own.example", 80, "HTTP/1.1", false, "/", "/", "/", "/", "", Map.of());

    final ManualProgramClock clock = new ManualProgramClock();
    final ForkLimit forks = new ForkLimit(1);
    final ProgramServer server = new ProgramServer(
            this, "test/1", ProgramServer.Closing.CLEAN, TestPrograms::daemon, clock, Duration.ofMillis(10));

    /** The delays of restarts that were announced. */
    final BlockingQueue<Long> restarts = new LinkedBlockingQueue<>();

    /** Run when a client comes, before its program is started. */
    volatile Runnable coming = () -> {};

    private final BlockingQueue<Subject> disconnected = new LinkedBlockingQueue<>();

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "test-program");
        thread.setDaemon(true);
        return thread;
    }

    /** For one client at a time, each with a process of its own. */
    PublishedProgram own(String script, Duration pingInterval) {
        return publish(script, pingInterval, false, Restart.NEVER);
    }

    PublishedProgram shared(String script, Restart restart) {
        return publish(script, Duration.ZERO, true, restart);
    }

    private PublishedProgram publish(String script, Duration pingInterval, boolean shared, Restart restart) {
        Program program = new Program(List.of("/bin/sh", "-c", script), Map.of(), Program.Framing.LINES, Duration.ZERO);
        return server.publish(program, new Terms(OriginRule.ANY, forks, 0, pingInterval, shared, restart, false));
    }

    /** Waits for the end of a client whose program has ended. */
    void awaitDisconnected() throws InterruptedException {
        if (disconnected.poll(15, TimeUnit.SECONDS) == null) {
            throw new AssertionError("its program has not ended");
        }
    }

    @Override
    public void connected(Subject subject) {
        coming.run();
    }

    @Override
    public void disconnected(Subject subject) {
        disconnected.add(subject);
    }

    @Override
    public void refused(Subject subject, String why) {}

    @Override
    public void notFound(Subject subject) {}

    @Override
    public void exhausted(Subject subject) {}

    @Override
    public void notLaunched(Subject subject, Exception why) {}

    @Override
    public void errorLine(Subject subject, String line) {}

    @Override
    public void restarting(Subject subject, String ending, long millis) {
        restarts.add(millis);
    }

    @Override
    public void close() {
        server.close();
    }
}
