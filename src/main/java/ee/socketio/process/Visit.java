package ee.socketio.process;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An admitted WebSocket handshake on its way from the Filter to the endpoint. It travels in the thread: on all
 * containers the handshake is negotiated within the Filter's call.
 *
 * <p>It holds a permit until the endpoint is called or {@value #OPEN_MILLIS} ms have passed: a connection that breaks
 * between the two is never opened.
 */
final class Visit {
    private static final long OPEN_MILLIS = 10_000;
    private static final ThreadLocal<Visit> CURRENT = new ThreadLocal<>();

    private final PublishedProgram program;
    private final ClientRequest request;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile Runnable stopWaiting = () -> {};
    private boolean accepted;

    Visit(PublishedProgram program, ClientRequest request) {
        this.program = program;
        this.request = request;
    }

    PublishedProgram program() {
        return program;
    }

    ClientRequest request() {
        return request;
    }

    /** The handshake this thread is negotiating, or null. */
    static @Nullable Visit current() {
        return CURRENT.get();
    }

    void enter() {
        CURRENT.set(this);
    }

    /** The container has found nothing wrong with the handshake: the endpoint will be called. */
    void accept() {
        stopWaiting = program.server().later(this::expire, OPEN_MILLIS);
        accepted = true;
    }

    /** The endpoint has been called. False when that was too late: the permit is not its own any more. */
    boolean open() {
        stopWaiting.run();
        return settled.compareAndSet(false, true);
    }

    /** The endpoint is not called any more. */
    void expire() {
        if (settled.compareAndSet(false, true)) {
            program.release();
        }
    }

    /** This thread has negotiated. */
    void leave() {
        CURRENT.remove();
        if (!accepted) {
            expire();
        }
    }
}
