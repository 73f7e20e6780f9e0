package ee.socketio.adapter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rooms of this process in memory. By itself it is the whole cluster.
 *
 * <p>A member's own room is not stored: an id that names a member is its room. A room exists while somebody is in it.
 * What one member joins and leaves is ordered by a lock of its own membership, so that nobody can join after having
 * left; rooms change one at a time under the lock of their map's entry. Listeners are told after all locks are free.
 */
public class LocalAdapter implements Adapter {
    private static final Logger LOG = System.getLogger(LocalAdapter.class.getName());

    private static final class Membership {
        private final Member member;
        private final Set<String> rooms = new HashSet<>(2);
        private boolean gone;

        Membership(Member member) {
            this.member = member;
        }
    }

    private final AdapterHost host;
    private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Member>> rooms = new ConcurrentHashMap<>();
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();

    /** An adapter of one namespace. */
    public LocalAdapter(AdapterHost host) {
        this.host = host;
    }

    /** The namespace it works for. */
    protected final AdapterHost host() {
        return host;
    }

    /** Calls listeners; whoever overrides it may do so later on the same thread, when that holds no lock. */
    void callOut(Runnable call) {
        call.run();
    }

    @Override
    public Optional<String> add(Member member) {
        String id = member.id();
        RoomChanges changes = new RoomChanges(listeners);
        rooms.compute(id, (room, members) -> {
            if (members == null) {
                changes.created(room);
            }
            memberships.put(id, new Membership(member));
            changes.joined(room, id);
            return members;
        });
        callOut(changes::tell);
        return Optional.empty();
    }

    @Override
    public Set<String> remove(Member member) {
        String id = member.id();
        Membership membership = memberships.get(id);
        if (membership == null || membership.member != member) {
            return Set.of();
        }
        RoomChanges changes = new RoomChanges(listeners);
        Set<String> left;
        synchronized (membership) {
            if (membership.gone) {
                return Set.of();
            }
            membership.gone = true;
            left = new HashSet<>(membership.rooms);
            left.forEach(room -> leaveRoom(room, member, changes));
            membership.rooms.clear();
        }
        rooms.compute(id, (room, members) -> {
            memberships.remove(id, membership);
            changes.left(room, id);
            if (members == null) {
                changes.deleted(room);
            }
            return members;
        });
        callOut(changes::tell);
        left.add(id);
        return left;
    }

    /** Null for a member that has gone, also when its client is there again under the same id. */
    private @Nullable Membership membership(Member member) {
        Membership known = memberships.get(member.id());
        return known != null && known.member == member ? known : null;
    }

    @Override
    public void join(Member member, Set<String> joined) {
        Membership membership = membership(member);
        if (membership == null) {
            return;
        }
        RoomChanges changes = new RoomChanges(listeners);
        synchronized (membership) {
            if (membership.gone) {
                return;
            }
            for (String room : joined) {
                if (!room.equals(member.id()) && membership.rooms.add(room)) {
                    rooms.compute(room, (name, members) -> with(name, members, member, changes));
                }
            }
        }
        callOut(changes::tell);
    }

    private Map<String, Member> with(
            String room, @Nullable Map<String, Member> members, Member member, RoomChanges changes) {
        if (members == null && !memberships.containsKey(room)) {
            changes.created(room);
        }
        Map<String, Member> joined = members == null ? new ConcurrentHashMap<>(4) : members;
        joined.put(member.id(), member);
        changes.joined(room, member.id());
        return joined;
    }

    @Override
    public void leave(Member member, Set<String> left) {
        Membership membership = membership(member);
        if (membership == null) {
            return;
        }
        RoomChanges changes = new RoomChanges(listeners);
        synchronized (membership) {
            for (String room : left) {
                if (membership.rooms.remove(room)) {
                    leaveRoom(room, member, changes);
                }
            }
        }
        callOut(changes::tell);
    }

    private void leaveRoom(String room, Member member, RoomChanges changes) {
        rooms.computeIfPresent(room, (name, members) -> {
            members.remove(member.id());
            changes.left(name, member.id());
            if (!members.isEmpty()) {
                return members;
            }
            if (!memberships.containsKey(name)) {
                changes.deleted(name);
            }
            return null;
        });
    }

    @Override
    public Set<String> socketRooms(Member member) {
        Membership membership = membership(member);
        if (membership == null) {
            return Set.of();
        }
        synchronized (membership) {
            Set<String> all = new HashSet<>(membership.rooms);
            all.add(member.id());
            return all;
        }
    }

    @Override
    public Optional<Member> member(String id) {
        Membership membership = memberships.get(id);
        return membership == null ? Optional.empty() : Optional.of(membership.member);
    }

    @Override
    public Collection<Member> members(Target target) {
        List<Member> found = new ArrayList<>();
        forEach(target, found::add);
        return found;
    }

    @Override
    public Map<String, Set<String>> rooms() {
        Map<String, Set<String>> all = new HashMap<>();
        rooms.forEach((room, members) -> all.put(room, new HashSet<>(members.keySet())));
        memberships.keySet().forEach(id -> all.computeIfAbsent(id, room -> new HashSet<>(2))
                .add(id));
        return all;
    }

    @Override
    public Map<String, Set<String>> sids() {
        Map<String, Set<String>> all = new HashMap<>();
        memberships.forEach((id, membership) -> all.put(id, socketRooms(membership.member)));
        return all;
    }

    @Override
    public void listen(RoomListener listener) {
        listeners.add(listener);
    }

    @Override
    public void send(Emission emission, Member member) {
        member.deliver(emission);
    }

    @Override
    public void broadcast(Emission emission, Target target) {
        forEach(target, member -> member.deliver(emission));
    }

    @Override
    public void broadcastWithAck(Emission emission, Target target, Acknowledgements acks) {
        ask(emission, target, acks);
        acks.allExpected();
    }

    /** Asks the members of this process; does not say that these are all. */
    protected final void ask(Emission emission, Target target, Acknowledgements acks) {
        Collection<Member> members = members(target);
        acks.expect(members.size());
        if (!members.isEmpty()) {
            String id = host.nextAckId();
            Emission asking = emission.withAckId(id);
            members.forEach(member -> member.deliver(asking, acks));
            acks.whenSettled(() -> members.forEach(member -> member.forget(id)));
        }
    }

    @Override
    public CompletionStage<List<RemoteMember>> fetchSockets(Target target) {
        return CompletableFuture.completedFuture(members(target).stream()
                .map(member -> RemoteMember.of(member, socketRooms(member)))
                .toList());
    }

    @Override
    public void addSockets(Target target, Set<String> joined) {
        members(target).forEach(member -> join(member, joined));
    }

    @Override
    public void delSockets(Target target, Set<String> left) {
        members(target).forEach(member -> leave(member, left));
    }

    @Override
    public void disconnectSockets(Target target, boolean close) {
        members(target).forEach(member -> member.disconnect(close));
    }

    /** There is no other server: nobody is told, and nobody answers. */
    @Override
    public void serverSideEmit(Emission event, Optional<Acknowledgements> acks) {
        LOG.log(
                Level.DEBUG,
                () -> "SIO-0302 An event for the other servers in " + host.namespace()
                        + " reaches nobody: the adapter knows this process alone");
        acks.ifPresent(Acknowledgements::allExpected);
    }

    private void forEach(Target target, Consumer<Member> action) {
        Consumer<Member> chosen = target.except().isEmpty()
                ? action
                : member -> {
                    if (!isInAny(member, target.except())) {
                        action.accept(member);
                    }
                };
        if (target.rooms().isEmpty()) {
            memberships.values().forEach(membership -> chosen.accept(membership.member));
        } else if (target.rooms().size() == 1) {
            target.rooms().forEach(room -> forEachIn(room, chosen));
        } else {
            Set<String> seen = new HashSet<>();
            target.rooms()
                    .forEach(room -> forEachIn(room, member -> {
                        if (seen.add(member.id())) {
                            chosen.accept(member);
                        }
                    }));
        }
    }

    private void forEachIn(String room, Consumer<Member> action) {
        Membership own = memberships.get(room);
        Map<String, Member> members = rooms.get(room);
        if (own != null && (members == null || !members.containsKey(room))) {
            action.accept(own.member);
        }
        if (members != null) {
            members.values().forEach(action);
        }
    }

    private boolean isInAny(Member member, Set<String> names) {
        for (String room : names) {
            Map<String, Member> members = rooms.get(room);
            if (room.equals(member.id()) || (members != null && members.containsKey(member.id()))) {
                return true;
            }
        }
        return false;
    }
}
