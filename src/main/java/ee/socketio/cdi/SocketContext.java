package ee.socketio.cdi;

import ee.socketio.Socket;
import ee.socketio.SocketScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The context of {@link SocketScoped}: the beans of each socket, from its connect handlers on until the server says that
 * it has ended.
 */
final class SocketContext implements AlterableContext {

    private record Instance<T>(Contextual<T> contextual, T value, CreationalContext<T> creation) {
        void destroy() {
            contextual.destroy(value, creation);
        }
    }

    /** Of one socket. The lock is held while a bean is made, because there must not be two; that may make others. */
    private static final class Beans {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Contextual<?>, Instance<?>> instances = new HashMap<>();

        private boolean ended;
    }

    /** What is to be done when the scope is active no more. */
    @FunctionalInterface
    interface Active extends AutoCloseable {
        @Override
        void close();
    }

    /** The beans of the socket for which this thread runs something. */
    private static final ThreadLocal<@Nullable Beans> CURRENT = new ThreadLocal<>();

    /** By the socket itself: of an older client that leaves a namespace and joins it again the id is the same. */
    private final Map<Socket, Beans> sockets = new ConcurrentHashMap<>();

    /** A socket may have beans from now on; does nothing when it may have already. */
    void begin(Socket socket) {
        sockets.computeIfAbsent(socket, key -> new Beans());
    }

    /** Its beans are destroyed. */
    void end(Socket socket) {
        Beans beans = sockets.remove(socket);
        if (beans != null) {
            destroy(beans);
        }
    }

    /** All beans that are left are destroyed. */
    void endAll() {
        sockets.values().forEach(SocketContext::destroy);
        sockets.clear();
    }

    private static void destroy(Beans beans) {
        Map<Contextual<?>, Instance<?>> ended;
        beans.lock.lock();
        try {
            ended = Map.copyOf(beans.instances);
            beans.instances.clear();
            beans.ended = true;
        } finally {
            beans.lock.unlock();
        }
        ended.values().forEach(Instance::destroy);
    }

    /** The scope is active on this thread until what is returned is closed. */
    Active enter(Socket socket) {
        Beans outer = CURRENT.get();
        CURRENT.set(sockets.get(socket));
        return () -> {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        };
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return SocketScoped.class;
    }

    @Override
    public boolean isActive() {
        return CURRENT.get() != null;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> contextual) {
        return get(contextual, null);
    }

    @Override
    @SuppressWarnings("unchecked") // an instance is of the type of its contextual
    public <T> @Nullable T get(Contextual<T> contextual, @Nullable CreationalContext<T> creation) {
        Beans beans = beans();
        beans.lock.lock();
        try {
            Instance<?> known = beans.instances.get(contextual);
            if (known != null) {
                return (T) known.value;
            }
            if (creation == null) {
                return null;
            }
            if (beans.ended) {
                throw new ContextNotActiveException("the socket has ended");
            }
            T created = contextual.create(creation);
            beans.instances.put(contextual, new Instance<>(contextual, created, creation));
            return created;
        } finally {
            beans.lock.unlock();
        }
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        Beans beans = beans();
        Instance<?> ended;
        beans.lock.lock();
        try {
            ended = beans.instances.remove(contextual);
        } finally {
            beans.lock.unlock();
        }
        if (ended != null) {
            ended.destroy();
        }
    }

    private Beans beans() {
        Beans beans = CURRENT.get();
        if (beans == null) {
            throw new ContextNotActiveException("no method of an endpoint runs on this thread");
        }
        return beans;
    }
}
