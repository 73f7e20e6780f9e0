package example.chat;

import ee.socketio.Socket;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is here. A name belongs to one page, which keeps it over a lost connection. */
@ApplicationScoped
public class Guests {
    private record Guest(String key, Socket socket) {}

    private final Map<String, Guest> guests = new ConcurrentHashMap<>();

    /**
     * Gives a page its name.
     *
     * @throws IllegalArgumentException when another page has it
     */
    void welcome(String name, String key, Socket socket) {
        Guest guest = new Guest(key, socket);
        Guest before = guests.putIfAbsent(name, guest);
        if (before == null) {
            return;
        }
        if (key == null || !key.equals(before.key) || !guests.replace(name, before, guest)) {
            throw new IllegalArgumentException("Somebody called " + name + " is here already.");
        }
        // The connection that was lost: the server may learn of it only by its heartbeat.
        before.socket.disconnect(true);
    }

    /** A connection has ended; the name is free unless its page has come back meanwhile. */
    void farewell(String name, Socket socket) {
        guests.computeIfPresent(name, (held, guest) -> guest.socket.equals(socket) ? null : guest);
    }
}
