package ee.socketio.server;

import ee.socketio.Event;
import ee.socketio.Namespace.ErrorHandler;
import ee.socketio.Socket.AsyncListener;
import ee.socketio.Socket.DisconnectListener;
import ee.socketio.Socket.Listener;
import ee.socketio.Socket.OutgoingListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

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
    private static final class Registration {
        private final Listener listener;
        private final boolean once;

        Registration(Listener listener, boolean once) {
            this.listener = listener;
            this.once = once;
        }
    }

    final List<Listener> any = new CopyOnWriteArrayList<>();
    final List<Listener> unhandled = new CopyOnWriteArrayList<>();
    final List<AsyncListener> middlewares = new CopyOnWriteArrayList<>();
    final List<ErrorHandler> errors = new CopyOnWriteArrayList<>();
    final List<OutgoingListener> outgoing = new CopyOnWriteArrayList<>();
    final List<DisconnectListener> disconnecting = new CopyOnWriteArrayList<>();
    final List<DisconnectListener> disconnect = new CopyOnWriteArrayList<>();
    private final Map<String, List<Registration>> events = new ConcurrentHashMap<>();

    void on(String event, Listener listener, boolean once) {
        if (SocketServer.isReserved(event)) {
            throw new IllegalArgumentException('"' + event
                    + "\" is a reserved event name, no client can send it (expected: onConnect, onDisconnecting or"
                    + " onDisconnect)");
        }
        events.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(new Registration(listener, once));
    }

    void off(String event, Listener listener) {
        List<Registration> registered = events.getOrDefault(event, List.of());
        for (Registration registration : registered) {
            if (registration.listener.equals(listener)) {
                registered.remove(registration);
                return;
            }
        }
    }

    void off(String event) {
        events.remove(event);
    }

    List<Listener> of(String event) {
        return events.getOrDefault(event, List.of()).stream()
                .map(registration -> registration.listener)
                .toList();
    }

    Set<String> eventNames() {
        return events.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether all that an event would be told to have promised to wait for nothing. */
    boolean areNonBlocking(String event) {
        List<Registration> registered = events.getOrDefault(event, List.of());
        if (!middlewares.isEmpty() || !areNonBlocking(any)) {
            return false;
        }
        if (registered.isEmpty()) {
            return areNonBlocking(unhandled);
        }
        for (Registration registration : registered) {
            if (!registration.listener.isNonBlocking()) {
                return false;
            }
        }
        return true;
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
        for (Listener listener : any) {
            guard.run(event, () -> listener.received(event));
        }
    }

    /** Tells an event's own listeners, or those of all that have none. */
    void handle(Event event, Guard guard) {
        List<Registration> registered = events.getOrDefault(event.name(), List.of());
        if (registered.isEmpty()) {
            unhandled.forEach(listener -> guard.run(event, () -> listener.received(event)));
            return;
        }
        registered.forEach(registration -> {
            if (!registration.once || registered.remove(registration)) {
                guard.run(event, () -> registration.listener.received(event));
            }
        });
    }
}
