package ee.socketio.adapter;

import java.util.Map;
import java.util.Set;

/**
 * What a client that has lost its connection finds again.
 *
 * @param pid the secret that names it to its client alone
 * @param sid the socket's id
 * @param rooms that it was in, its own among them
 * @param data what the application remembers of it; not copied
 * @param offset what was sent after this is to be replayed
 */
public record StoredSession(String pid, String sid, Set<String> rooms, Map<String, Object> data, String offset) {
    /** Copies the rooms. */
    public StoredSession {
        rooms = Set.copyOf(rooms);
    }
}
