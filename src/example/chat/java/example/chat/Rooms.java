package example.chat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rooms and what was said in them last, so that those who come later, or come back, can read it. */
@ApplicationScoped
public class Rooms {
    private static final int MOST_LINES = 100;
    private static final int MOST_ROOMS = 50;

    private final Map<String, Deque<Line>> rooms = new LinkedHashMap<>();
    private long lastId;

    public Rooms() {
        List.of("Lobby", "Jakarta EE", "Music").forEach(name -> rooms.put(name, new ArrayDeque<>()));
    }

    synchronized List<String> names() {
        return List.copyOf(rooms.keySet());
    }

    /**
     * Makes a room, if there is none of that name.
     *
     * @return whether it is new
     * @throws IllegalArgumentException when there are enough
     */
    synchronized boolean open(String name) {
        if (rooms.containsKey(name)) {
            return false;
        }
        if (rooms.size() == MOST_ROOMS) {
            throw new IllegalArgumentException("There are enough rooms.");
        }
        rooms.put(name, new ArrayDeque<>());
        return true;
    }

    /** Something that is not kept. */
    synchronized Line line(String from, String text) {
        return new Line(++lastId, from, text, System.currentTimeMillis());
    }

    /** Something said in a room. */
    synchronized Line add(String room, String from, String text) {
        Line line = line(from, text);
        Deque<Line> lines = rooms.get(room);
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.add(line);
        return line;
    }

    /** What was said in a room after that line. */
    synchronized List<Line> since(String room, long id) {
        return rooms.get(room).stream().filter(line -> line.id() > id).toList();
    }
}
