package ee.socketio.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client that has lost its connection finds again.
 *
 * @param pid the secret that names it to its client alone
 * @param sid the socket's id
 * @param rooms that it was in, its own among them
 * @param data what the application remembers of it; not copied
 * @param principal who the client is to the container; empty for nobody. Only the same one may come back
 * @param offset what was sent after this is to be replayed
 */
public record StoredSession(
        String pid,
        String sid,
        Set<String> rooms,
        Map<String, Object> data,
        Optional<String> principal,
        String offset) {
    /** Copies the rooms. */
    public StoredSession {
        rooms = Set.copyOf(rooms);
    }

    /** The same in these rooms alone. */
    public StoredSession in(Set<String> kept) {
        return new StoredSession(pid, sid, kept, data, principal, offset);
    }

    /** The same with another offset. */
    StoredSession from(String newOffset) {
        return new StoredSession(pid, sid, rooms, data, principal, newOffset);
    }
}
