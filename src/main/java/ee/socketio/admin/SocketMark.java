package ee.socketio.admin;

import ee.socketio.Connection;
import ee.socketio.Socket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the page shows of a socket besides what all servers of a cluster know of each other's. It is kept with the
 * socket's data, under a name that the official server uses, too, because that is what they tell each other.
 *
 * @param clientId the same for all sockets of one connection, and no secret
 * @param transport what carries the connection
 */
record SocketMark(String clientId, String transport) {
    /** Under which it is kept. */
    static final String KEY = "_admin";

    private static final SocketMark UNKNOWN = new SocketMark("", "");

    /** What is known of a socket by its data. */
    static SocketMark in(Map<String, Object> data) {
        return data.get(KEY) instanceof Map<?, ?> mark
                        && mark.get("clientId") instanceof String clientId
                        && mark.get("transport") instanceof String transport
                ? new SocketMark(clientId, transport)
                : UNKNOWN;
    }

    /** Makes the marks of one server's sockets. */
    static final class Maker {
        private static final int ID_BYTES = 9;

        private final SecureRandom random = new SecureRandom();
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Connection, String> clientIds = new WeakHashMap<>();

        /** Marks a socket with what is true now. */
        void mark(Socket socket) {
            Map<String, Object> mark =
                    Map.of("clientId", clientId(socket.connection()), "transport", socket.transport());
            socket.data().put(KEY, mark);
        }

        private String clientId(Connection connection) {
            lock.lock();
            try {
                return clientIds.computeIfAbsent(connection, unknown -> {
                    byte[] bytes = new byte[ID_BYTES];
                    random.nextBytes(bytes);
                    return Base64.getUrlEncoder().encodeToString(bytes);
                });
            } finally {
                lock.unlock();
            }
        }
    }
}
