package ee.socketio.cdi;

import ee.socketio.Socket;
import ee.socketio.SocketScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The context of {@link SocketScoped}: the beans of each socket, from its connect handlers on until the server says that
 * it has ended.
 */
final class SocketContext implements AlterableContext {

    /** A socket, also when the server has made a new object for it. */
    private record Key(String namespace, String id) {
        static Key of(Socket socket) {
            return new Key(socket.namespace().name(), socket.id());
        }
    }

    private record Instance<T>(Contextual<T> contextual, T value, CreationalContext<T> creation) {
        void destroy() {
            contextual.destroy(value, creation);
        }
    }

    /** Of one socket. The lock is held while a bean is made, because there must not be two; that may make others. */
    private static final class Beans {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Contextual<?>, Instance<?>> instances = new HashMap<>();

        /** Whose end is theirs, too: another one when the client has come back. */
        private volatile Socket owner;

        private boolean ended;

        Beans(Socket owner) {
            this.owner = owner;
        }

        /** False when it is too late. */
        boolean takeOver(Socket next) {
            lock.lock();
            try {
                owner = next;
                return !ended;
            } finally {
                lock.unlock();
            }
        }

        /** Destroys all, if they are still this socket's, and lets no more be made. */
        boolean endWith(Socket socket) {
            List<Instance<?>> destroyed;
            lock.lock();
            try {
                if (owner != socket) {
                    return false;
                }
                ended = true;
                destroyed = List.copyOf(instances.values());
                instances.clear();
            } finally {
                lock.unlock();
            }
            destroyed.forEach(Instance::destroy);
            return true;
        }
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

    /** What a client that comes back is known by. */
    private final Map<Key, Beans> latest = new ConcurrentHashMap<>();

    /**
     * A socket may have beans from now on: if its client has come back, those that it had before. Does nothing when it
     * may have some already.
     */
    void begin(Socket socket) {
        sockets.computeIfAbsent(socket, key -> beans(socket));
    }

    private Beans beans(Socket socket) {
        Beans known = socket.recovered() ? latest.get(Key.of(socket)) : null;
        Beans beans = known != null && known.takeOver(socket) ? known : new Beans(socket);
        latest.put(Key.of(socket), beans);
        return beans;
    }

    /** Its beans are destroyed, unless its client has come back. */
    void end(Socket socket) {
        Beans beans = sockets.remove(socket);
        if (beans != null && beans.endWith(socket)) {
            latest.remove(Key.of(socket), beans);
        }
    }

    /** All beans that are left are destroyed. */
    void endAll() {
        sockets.values().forEach(beans -> beans.endWith(beans.owner));
        sockets.clear();
        latest.clear();
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
