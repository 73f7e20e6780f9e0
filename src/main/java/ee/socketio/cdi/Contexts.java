package ee.socketio.cdi;

import ee.socketio.Socket;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that are active while something runs for a socket: the socket's own, and a request context, which ends
 * with the call, as it does with an HTTP request. A request context costs some microseconds; applications that have
 * nothing to put into it do without.
 */
final class Contexts {
    private final BeanManager manager;
    private final SocketContext sockets;
    private final boolean hasSocketScoped;
    private final boolean hasRequestScoped;

    /** Those that nobody uses; to look one up costs more than to activate the context. */
    private final Deque<RequestContextController> controllers = new ConcurrentLinkedDeque<>();

    /**
     * @param hasSocketScoped whether the application has beans of this scope
     * @param hasRequestScoped likewise
     */
    Contexts(BeanManager manager, SocketContext sockets, boolean hasSocketScoped, boolean hasRequestScoped) {
        this.manager = manager;
        this.sockets = sockets;
        this.hasSocketScoped = hasSocketScoped;
        this.hasRequestScoped = hasRequestScoped;
    }

    /** A socket may have beans from now on. */
    void begin(Socket socket) {
        if (hasSocketScoped) {
            sockets.begin(socket);
        }
    }

    /** They are destroyed. */
    void end(Socket socket) {
        sockets.end(socket);
    }

    /** Runs something for a socket. */
    @Nullable
    Object in(Socket socket, Callable<@Nullable Object> call) throws Exception {
        if (!hasSocketScoped) {
            return inRequest(call);
        }
        SocketContext.Active active = sockets.enter(socket);
        try {
            return inRequest(call);
        } finally {
            active.close();
        }
    }

    private @Nullable Object inRequest(Callable<@Nullable Object> call) throws Exception {
        if (!hasRequestScoped) {
            return call.call();
        }
        RequestContextController idle = controllers.poll();
        RequestContextController context = idle == null ? newController() : idle;
        boolean activated = context.activate();
        try {
            return call.call();
        } finally {
            if (activated) {
                context.deactivate();
            }
            controllers.push(context);
        }
    }

    private RequestContextController newController() {
        return manager.createInstance().select(RequestContextController.class).get();
    }
}
