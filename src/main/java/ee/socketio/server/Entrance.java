package ee.socketio.server;

import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace.AsyncMiddleware;
import ee.socketio.Namespace.ConnectHandler;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Swept;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way of one socket into its namespace: middlewares, then connect handlers. Whatever one of them throws refuses
 * the client. Runs on threads that may block, unless it {@linkplain #isNonBlocking waits for nothing}.
 */
final class Entrance implements Swept {
    private final ServerNamespace namespace;
    private final ServerSocket socket;
    private final Runnable end;
    private final Iterator<AsyncMiddleware> steps;
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile @Nullable Watch timeout;

    /**
     * @param end called once, when no application code runs for it any more
     */
    Entrance(ServerSocket socket, Runnable end) {
        this.socket = socket;
        this.end = end;
        namespace = socket.namespace();
        boolean skips = socket.recovered() && namespace.server().options().recoverySkipsMiddlewares();
        steps = skips ? Collections.emptyIterator() : namespace.steps().iterator();
    }

    /** Whether there is nothing on it that may block. */
    boolean isNonBlocking() {
        return !steps.hasNext()
                && namespace.server().observers().isEmpty()
                && namespace.allConnectHandlers().stream().allMatch(ConnectHandler::isNonBlocking);
    }

    void pass() {
        try {
            while (!decided.get() && steps.hasNext()) {
                CompletableFuture<?> step = steps.next().connecting(socket).toCompletableFuture();
                if (!step.isDone()) {
                    goOnAfter(step);
                    return;
                }
                step.join();
            }
        } catch (Throwable e) {
            decide(() -> refuse(e));
            return;
        }
        decide(this::enter);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled right here
    private void goOnAfter(CompletableFuture<?> step) {
        SocketServer server = namespace.server();
        if (timeout == null) {
            timeout = server.sweeper()
                    .watch(
                            this,
                            server.sweeper().now()
                                    + server.options().middlewareTimeout().toNanos());
        }
        step.whenCompleteAsync(
                (passed, failure) -> {
                    if (failure == null) {
                        pass();
                    } else {
                        decide(() -> refuse(failure));
                    }
                },
                server.executor());
    }

    /** A middleware has not decided in time. */
    @Override
    public long sweep(long now) {
        if (!decided.get()) {
            namespace
                    .server()
                    .executor()
                    .execute(() -> decide(() -> refuse(new TimeoutException("a middleware has not decided in time"))));
        }
        return NEVER;
    }

    private void decide(Runnable outcome) {
        if (decided.compareAndSet(false, true)) {
            Watch started = timeout;
            if (started != null) {
                started.cancel();
            }
            try {
                outcome.run();
            } finally {
                end.run();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled right here
    private void enter() {
        CompletableFuture<Boolean> entered = socket.enter();
        if (entered.isDone()) {
            greet(entered);
        } else {
            entered.whenCompleteAsync(
                    (in, failure) -> greet(entered), namespace.server().executor());
        }
    }

    /** The connect handlers, unless the client has gone meanwhile. */
    private void greet(CompletableFuture<Boolean> entered) {
        try {
            if (!entered.join()) {
                return;
            }
            socket.greeted();
            for (ConnectHandler handler : namespace.allConnectHandlers()) {
                handler.connected(socket);
            }
        } catch (Throwable e) {
            refuse(e);
            return;
        }
        socket.accepted();
    }

    private void refuse(Throwable failure) {
        Throwable cause = SocketServer.cause(failure);
        if (cause instanceof ConnectionRefused refusal) {
            try {
                socket.refused(refusal.getMessage(), refusal.data());
                return;
            } catch (IllegalArgumentException unwritable) {
                cause = unwritable;
            }
        }
        socket.refused("Internal server error", null);
        socket.failed(socket.occasion("connect"), cause);
    }
}
