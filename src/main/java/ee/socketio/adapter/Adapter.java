package ee.socketio.adapter;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms of one namespace.
 *
 * <p>Implementations are thread-safe, and no method blocks. Each member is in a room named after its own id as long as
 * it belongs to the namespace; that room is left with the namespace only.
 */
public interface Adapter {

    /** A socket belongs to the namespace from now on. */
    void add(Member member);

    /**
     * A socket has gone.
     *
     * @return the rooms it was in, its own among them; empty when it did not belong to the namespace
     */
    Set<String> remove(Member member);

    /** Puts a member into rooms; nothing happens when it does not belong to the namespace any more. */
    void join(Member member, Set<String> rooms);

    /** Takes a member out of rooms. */
    void leave(Member member, Set<String> rooms);

    /** The rooms a member is in, its own among them; a snapshot, empty when it does not belong to the namespace. */
    Set<String> rooms(Member member);

    /** The member of this process that has this id. */
    Optional<Member> member(String id);

    /** Sends to all members the target names, to each once. */
    void broadcast(Emission emission, Target target);

    /** The members of this process that the target names; a snapshot without duplicates. */
    Collection<Member> members(Target target);
}
