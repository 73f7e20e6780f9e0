package ee.socketio.adapter;

import ee.socketio.Handshake;
import java.util.Map;
import java.util.Set;

/**
 * What there is to say about a member of any node.
 *
 * @param rooms its own among them; a snapshot
 * @param data what the application remembers of it; of another node as JSON can tell it
 */
public record RemoteMember(String id, Handshake handshake, Set<String> rooms, Map<String, Object> data) {
    /** What there is to say about a member of this process. */
    static RemoteMember of(Member member, Set<String> rooms) {
        return new RemoteMember(member.id(), member.handshake(), rooms, Map.copyOf(member.data()));
    }
}
