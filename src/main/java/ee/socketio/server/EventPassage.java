package ee.socketio.server;

import ee.socketio.Event;
import ee.socketio.Socket.AsyncListener;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Swept;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The way of one event past the middlewares of its socket; while it waits, the socket's further events do, too. */
final class EventPassage {
    private final ServerSocket socket;
    private final Event event;
    private final Iterator<AsyncListener> steps;
    private final long deadline;

    /**
     * @param deadline on the sweeper's clock
     */
    EventPassage(ServerSocket socket, Event event, Iterator<AsyncListener> steps, long deadline) {
        this.socket = socket;
        this.event = event;
        this.steps = steps;
        this.deadline = deadline;
    }

    /** Goes on to the end; false when a step is waited for, which resumes the socket's events later. */
    boolean pass() {
        try {
            while (steps.hasNext()) {
                CompletableFuture<?> step = steps.next().received(event).toCompletableFuture();
                if (!step.isDone()) {
                    goOnAfter(step);
                    return false;
                }
                step.join();
            }
        } catch (Throwable e) {
            return stop(e);
        }
        socket.handle(event);
        return true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled right here
    private void goOnAfter(CompletableFuture<?> step) {
        Sweeper sweeper = socket.namespace().server().sweeper();
        AtomicBoolean decided = new AtomicBoolean();
        Watch timeout = sweeper.watch(
                now -> {
                    decide(decided, new TimeoutException("a middleware has not decided in time"));
                    return Swept.NEVER;
                },
                deadline);
        step.whenComplete((passed, failure) -> {
            timeout.cancel();
            decide(decided, failure);
        });
    }

    private void decide(AtomicBoolean decided, @Nullable Throwable failure) {
        if (decided.compareAndSet(false, true)) {
            socket.resume(failure == null ? this::pass : () -> stop(failure));
        }
    }

    private boolean stop(Throwable failure) {
        socket.failed(event, SocketServer.cause(failure));
        return true;
    }
}
