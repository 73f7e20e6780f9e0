package ee.socketio.server;

import ee.socketio.Event;
import ee.socketio.Socket.DisconnectListener;
import ee.socketio.Socket.Listener;
import ee.socketio.Socket.OutgoingListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** What an application wants to be told of one socket. Thread-safe; it may change while listeners are being called. */
final class SocketListeners {

    /** Runs application code; what that throws goes to the error handlers. */
    interface Guard {
        /** False when it has failed. */
        boolean run(Event event, Call call);
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
    final List<Listener> middlewares = new CopyOnWriteArrayList<>();
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

    /**
     * Leads an event through the listeners of all events and the middlewares to its own listeners.
     *
     * @param connected asked before the event's own listeners, because the others may disconnect the socket
     */
    void dispatch(Event event, Guard guard, BooleanSupplier connected) {
        for (Listener listener : any) {
            guard.run(event, () -> listener.received(event));
        }
        for (Listener middleware : middlewares) {
            if (!guard.run(event, () -> middleware.received(event))) {
                return;
            }
        }
        if (!connected.getAsBoolean()) {
            return;
        }
        List<Registration> registered = events.getOrDefault(event.name(), List.of());
        registered.forEach(registration -> {
            if (!registration.once || registered.remove(registration)) {
                guard.run(event, () -> registration.listener.received(event));
            }
        });
    }
}
