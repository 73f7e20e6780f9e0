package ee.socketio.server;

import ee.socketio.Event;
import ee.socketio.Namespace.ErrorHandler;
import ee.socketio.Socket.AsyncListener;
import ee.socketio.Socket.DisconnectListener;
import ee.socketio.Socket.Listener;
import ee.socketio.Socket.OutgoingListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an application wants to be told of one socket. Thread-safe; it may change while listeners are being called. */
final class SocketListeners {

    /** Runs application code; what that throws goes to the error handlers. */
    interface Guard {
        void run(Event event, Call call);
    }

    /** Application code. */
    interface Call {
        void run() throws Exception;
    }

    /** Not a record: the same listener may be added twice. */
    private static final class Once implements Listener {
        private final Listener listener;

        Once(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void received(Event event) throws Exception {
            listener.received(event);
        }

        @Override
        public boolean isNonBlocking() {
            return listener.isNonBlocking();
        }
    }

    final SnapshotList<Listener> any = new SnapshotList<>();
    final SnapshotList<Listener> unhandled = new SnapshotList<>();
    final SnapshotList<AsyncListener> middlewares = new SnapshotList<>();
    final SnapshotList<ErrorHandler> errors = new SnapshotList<>();
    final SnapshotList<OutgoingListener> outgoing = new SnapshotList<>();
    final SnapshotList<DisconnectListener> disconnecting = new SnapshotList<>();
    final SnapshotList<DisconnectListener> disconnect = new SnapshotList<>();

    /** By event; no list is empty. Never changes, but is replaced: most sockets share an {@link EventTable}. */
    private volatile Map<String, List<Listener>> events = Map.of();

    /**
     * The name of an event, if clients can send it.
     *
     * @throws IllegalArgumentException when it is reserved
     */
    static String allowed(String event) {
        if (SocketServer.isReserved(event)) {
            throw new IllegalArgumentException('"' + event
                    + "\" is a reserved event name, no client can send it (expected: onConnect, onDisconnecting or"
                    + " onDisconnect)");
        }
        return event;
    }

    synchronized void on(EventTable table) {
        if (events.isEmpty()) {
            events = table.listeners();
            return;
        }
        Map<String, List<Listener>> changed = new HashMap<>(events);
        table.listeners().forEach((event, added) -> changed.merge(event, added, SocketListeners::both));
        events = changed;
    }

    synchronized void on(String event, Listener listener, boolean once) {
        List<Listener> added = List.of(once ? new Once(listener) : listener);
        replace(allowed(event), both(listeners(event), added));
    }

    private static List<Listener> both(List<Listener> some, List<Listener> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    synchronized void off(String event, Listener listener) {
        List<Listener> rest = new ArrayList<>(listeners(event));
        for (Listener registered : rest) {
            if (original(registered).equals(listener)) {
                rest.remove(registered);
                replace(event, rest);
                return;
            }
        }
    }

    synchronized void off(String event) {
        replace(event, List.of());
    }

    private void replace(String event, List<Listener> all) {
        Map<String, List<Listener>> changed = new HashMap<>(events);
        if (all.isEmpty()) {
            changed.remove(event);
        } else {
            changed.put(event, List.copyOf(all));
        }
        events = changed;
    }

    private List<Listener> listeners(String event) {
        return events.getOrDefault(event, List.of());
    }

    private static Listener original(Listener registered) {
        return registered instanceof Once once ? once.listener : registered;
    }

    List<Listener> of(String event) {
        return listeners(event).stream().map(SocketListeners::original).toList();
    }

    Set<String> eventNames() {
        return Set.copyOf(events.keySet());
    }

    /** Whether all that an event would be told to have promised to wait for nothing. */
    boolean areNonBlocking(String event) {
        if (!middlewares.isEmpty() || !areNonBlocking(any.all())) {
            return false;
        }
        List<Listener> registered = listeners(event);
        return areNonBlocking(registered.isEmpty() ? unhandled.all() : registered);
    }

    private static boolean areNonBlocking(List<Listener> listeners) {
        for (Listener listener : listeners) {
            if (!listener.isNonBlocking()) {
                return false;
            }
        }
        return true;
    }

    /** Tells the listeners of all events. */
    void announce(Event event, Guard guard) {
        for (Listener listener : any.all()) {
            guard.run(event, () -> listener.received(event));
        }
    }

    /** Tells an event's own listeners, or those of all that have none. */
    void handle(Event event, Guard guard) {
        List<Listener> registered = listeners(event.name());
        for (Listener listener : registered.isEmpty() ? unhandled.all() : registered) {
            if (!(listener instanceof Once once) || take(event.name(), once)) {
                guard.run(event, () -> listener.received(event));
            }
        }
    }

    /** Removes a listener that is called once; false when that has happened already. */
    private synchronized boolean take(String event, Once once) {
        List<Listener> rest = new ArrayList<>(listeners(event));
        boolean found = rest.remove(once);
        if (found) {
            replace(event, rest);
        }
        return found;
    }
}
