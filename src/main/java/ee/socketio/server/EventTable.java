package ee.socketio.server;

import ee.socketio.Socket.Listener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The listeners of some events, for many sockets: each of them refers to the table, and needs none of its own. */
public final class EventTable {
    private final Map<String, List<Listener>> listeners;

    private EventTable(Map<String, List<Listener>> listeners) {
        this.listeners = listeners;
    }

    /**
     * A table of one listener for each event.
     *
     * @throws IllegalArgumentException when a name is reserved: no such event ever comes
     */
    public static EventTable of(Map<String, Listener> listeners) {
        Map<String, List<Listener>> lists = new HashMap<>();
        listeners.forEach((event, listener) -> lists.put(SocketListeners.allowed(event), List.of(listener)));
        return new EventTable(Map.copyOf(lists));
    }

    Map<String, List<Listener>> listeners() {
        return listeners;
    }
}
