package ee.socketio.server;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The rooms of one socket: the adapter's as long as the socket is a member, before and behind that its own. */
final class SocketRooms {
    private final ServerNamespace namespace;
    private final ServerSocket socket;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean waiting = true;

    /** To be joined when it becomes a member, or those it was in when it went. */
    private volatile Set<String> outside;

    /**
     * @param first to be joined in any case
     */
    SocketRooms(ServerNamespace namespace, ServerSocket socket, Set<String> first) {
        this.namespace = namespace;
        this.socket = socket;
        outside = Set.copyOf(first);
    }

    void join(String... rooms) {
        Set<String> joined = new HashSet<>(Arrays.asList(rooms));
        if (!waits(joined, Set.of())) {
            namespace.adapter().join(socket, joined);
        }
    }

    /** Its own room is left with the namespace only. */
    void leave(String... rooms) {
        Set<String> left = new HashSet<>(Arrays.asList(rooms));
        left.remove(socket.id());
        if (!waits(Set.of(), left)) {
            namespace.adapter().leave(socket, left);
        }
    }

    /** Whether the socket is no member yet; then this is done as soon as it is one. */
    private boolean waits(Set<String> joined, Set<String> left) {
        if (!waiting) {
            return false;
        }
        lock.lock();
        try {
            if (waiting) {
                Set<String> wanted = new HashSet<>(outside);
                wanted.addAll(joined);
                wanted.removeAll(left);
                outside = Set.copyOf(wanted);
            }
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The socket has become a member.
     *
     * @param joined the rooms in which it is already; meanwhile it may have left some of them
     */
    void enter(Set<String> joined) {
        Set<String> wanted;
        lock.lock();
        try {
            waiting = false;
            wanted = outside;
            outside = Set.of();
        } finally {
            lock.unlock();
        }
        Set<String> unwanted = new HashSet<>(joined);
        unwanted.removeAll(wanted);
        if (!unwanted.isEmpty()) {
            namespace.adapter().leave(socket, unwanted);
        }
        namespace.adapter().join(socket, wanted);
    }

    /**
     * The socket is no member any more.
     *
     * @return those it was in, or wanted to be in
     */
    Set<String> exit() {
        Set<String> left = namespace.adapter().remove(socket);
        lock.lock();
        try {
            waiting = false;
            if (!left.isEmpty()) {
                outside = Set.copyOf(left);
            }
            return outside;
        } finally {
            lock.unlock();
        }
    }

    /** Those it was in do not matter any more. */
    void forget() {
        outside = Set.of();
    }

    /** A snapshot. */
    Set<String> all(boolean isMember) {
        return isMember ? namespace.adapter().socketRooms(socket) : outside;
    }
}
