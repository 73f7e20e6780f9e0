package ee.socketio.process;

import org.jspecify.annotations.Nullable;

/**
 * An admitted WebSocket handshake on its way from the Filter to the endpoint. It travels in the thread: on all
 * containers the handshake is negotiated within the Filter's call.
 */
final class Visit {
    private static final ThreadLocal<Visit> CURRENT = new ThreadLocal<>();

    private final PublishedProgram program;
    private final ClientRequest request;
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
        accepted = true;
    }

    /** This thread has negotiated. */
    void leave() {
        CURRENT.remove();
        if (!accepted) {
            program.release();
        }
    }
}
