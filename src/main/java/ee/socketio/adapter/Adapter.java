package ee.socketio.adapter;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The rooms of one namespace, in this process and, with an adapter that is connected to others, in the whole cluster.
 * {@link LocalAdapter} is the part of one process; an adapter for a message broker extends it (or
 * {@link RecoveringAdapter}), does for its own members what it inherits, and tells the other nodes.
 *
 * <p>Implementations are thread-safe, and no method blocks: what needs other nodes is answered later. A member is in a
 * room named after its own id as long as it belongs to the namespace; that room is left with the namespace only.
 */
public interface Adapter {

    // ---- life

    /**
     * Called once, before anything else. A failure is logged, and the adapter goes on without the cluster; throwing an
     * exception keeps the namespace from coming into being, and an application that asks for it from starting.
     */
    default CompletionStage<Void> init() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * The namespace has gone or the server stops, or {@link #init} has thrown an exception: nothing is called after
     * this, though what other threads have called before may still be under way.
     */
    default void close() {}

    /** How many servers have this namespace, this one among them. */
    default CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedFuture(1);
    }

    // ---- the members of this process

    /**
     * A socket belongs to the namespace from now on.
     *
     * @return since when it is told of everything, for its {@link StoredSession}; empty when this adapter stores none
     */
    Optional<String> add(Member member);

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
    Set<String> socketRooms(Member member);

    /** The member that has this id. */
    Optional<Member> member(String id);

    /** The members that the target names; a snapshot without duplicates. */
    Collection<Member> members(Target target);

    /** The ids of the members in each room, their own rooms included; a snapshot that takes its time. */
    Map<String, Set<String>> rooms();

    /** The rooms of each member, by its id; a snapshot that takes its time. */
    Map<String, Set<String>> sids();

    /** Adds somebody who is told of every change of {@link #rooms}. */
    void listen(RoomListener listener);

    /** Sends an event without acknowledgement to one member, which may be still on its way in. */
    void send(Emission emission, Member member);

    // ---- the members of all nodes, unless the target is a local one

    /** Sends to all members the target names, to each once. */
    void broadcast(Emission emission, Target target);

    /**
     * Sends to all members the target names and collects their answers.
     *
     * @param emission without an id: each node gives it one of its own
     * @param acks told of everything from whatever thread; they care for the time themselves
     */
    void broadcastWithAck(Emission emission, Target target, Acknowledgements acks);

    /**
     * What there is to say about the members that the target names.
     *
     * @return completes exceptionally when a node has not answered in time
     */
    CompletionStage<List<RemoteMember>> fetchSockets(Target target);

    /** Makes the members that the target names join rooms. */
    void addSockets(Target target, Set<String> rooms);

    /** Makes the members that the target names leave rooms. */
    void delSockets(Target target, Set<String> rooms);

    /** Disconnects the members that the target names, with their connections if need be. */
    void disconnectSockets(Target target, boolean close);

    /**
     * Sends an event to the other servers that have this namespace; they hand it to
     * {@link AdapterHost#serverSideEvent}.
     *
     * @param acks collects one answer of each of them; empty when none are wanted
     */
    void serverSideEmit(Emission event, Optional<Acknowledgements> acks);

    // ---- connection state recovery

    /** Stores what is needed for a member that has gone and may come back; nothing in an adapter that stores none. */
    default void persistSession(StoredSession session) {}

    /**
     * Takes out what is stored for a client that has come back: whoever asks a second time gets nothing. What belongs
     * to somebody else stays where it is.
     *
     * @param pid the secret that the client was given
     * @param principal who the client is to the container, to be compared with {@link StoredSession#principal}
     * @param offset of the last event it knows of; empty when it has received none
     * @return empty when nothing is stored for this client, or when not all it has missed is still known. Its
     *     {@link StoredSession#offset} tells from where on that will be replayed
     */
    default CompletionStage<Optional<StoredSession>> restoreSession(
            String pid, Optional<String> principal, Optional<String> offset) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Forgets what is stored for a client that is awaited no more: it has been away for too long, or there are too many
     * of its kind. One that came back all the same would find its rooms, but not the beans of its socket.
     *
     * @param pid the secret that the client was given
     */
    default void forgetSession(String pid) {}

    /**
     * As {@link #add} and {@link #join}, for a member of whose session {@link #restoreSession} told.
     *
     * @param session without the rooms that the member has left on its way
     * @return what it has missed: exactly what was sent ahead of its being added, in that order. Completes
     *     exceptionally, with the member not added, when that is not known any more
     */
    default CompletionStage<List<Emission>> addRestored(Member member, StoredSession session) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("no sessions are stored"));
    }
}
