package ee.socketio.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which connections were opened within which HTTP session, so that they can end with it. Thread-safe; knows the
 * connections that are open and no others.
 */
public final class HttpSessions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<SocketConnection>> connections = new HashMap<>();
    private final Map<SocketConnection, String> ids = new HashMap<>();

    HttpSessions() {}

    void opened(String id, SocketConnection connection) {
        lock.lock();
        try {
            ids.put(connection, id);
            connections.computeIfAbsent(id, key -> new HashSet<>(2)).add(connection);
        } finally {
            lock.unlock();
        }
    }

    void closed(SocketConnection connection) {
        lock.lock();
        try {
            @Nullable String id = ids.remove(connection);
            if (id != null) {
                connections.computeIfPresent(id, (key, open) -> {
                    open.remove(connection);
                    return open.isEmpty() ? null : open;
                });
            }
        } finally {
            lock.unlock();
        }
    }

    /** An HTTP session has got another id, as it should when somebody logs in. */
    public void renamed(String before, String now) {
        lock.lock();
        try {
            Set<SocketConnection> open = connections.remove(before);
            if (open != null) {
                open.forEach(connection -> ids.put(connection, now));
                connections.computeIfAbsent(now, key -> new HashSet<>(2)).addAll(open);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An HTTP session has been invalidated or has expired: its connections are closed, their sockets disconnected. */
    public void ended(String id) {
        Set<SocketConnection> open;
        lock.lock();
        try {
            open = Set.copyOf(connections.getOrDefault(id, Set.of()));
        } finally {
            lock.unlock();
        }
        open.forEach(SocketConnection::disconnect);
    }
}
