package ee.socketio.adapter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rooms of this process in memory.
 *
 * <p>A member's own room is not stored: an id that names a member is its room. A room exists while somebody is in it.
 * What one member joins and leaves is ordered by a lock of its own membership, so that nobody can join after having
 * left; rooms change one at a time under the lock of their map's entry.
 */
public final class LocalAdapter implements Adapter {

    private static final class Membership {
        private final Member member;
        private final Set<String> rooms = new HashSet<>(2);
        private boolean gone;

        Membership(Member member) {
            this.member = member;
        }
    }

    private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Member>> rooms = new ConcurrentHashMap<>();

    @Override
    public void add(Member member) {
        memberships.put(member.id(), new Membership(member));
    }

    @Override
    public Set<String> remove(Member member) {
        Membership membership = memberships.remove(member.id());
        if (membership == null) {
            return Set.of();
        }
        Set<String> left;
        synchronized (membership) {
            membership.gone = true;
            left = new HashSet<>(membership.rooms);
            left.forEach(room -> leaveRoom(room, member));
            membership.rooms.clear();
        }
        left.add(member.id());
        return left;
    }

    @Override
    public void join(Member member, Set<String> joined) {
        Membership membership = memberships.get(member.id());
        if (membership == null) {
            return;
        }
        synchronized (membership) {
            if (membership.gone) {
                return;
            }
            for (String room : joined) {
                if (!room.equals(member.id()) && membership.rooms.add(room)) {
                    rooms.compute(room, (name, members) -> with(members, member));
                }
            }
        }
    }

    private static Map<String, Member> with(@Nullable Map<String, Member> members, Member member) {
        Map<String, Member> joined = members == null ? new ConcurrentHashMap<>(4) : members;
        joined.put(member.id(), member);
        return joined;
    }

    @Override
    public void leave(Member member, Set<String> left) {
        Membership membership = memberships.get(member.id());
        if (membership == null) {
            return;
        }
        synchronized (membership) {
            for (String room : left) {
                if (membership.rooms.remove(room)) {
                    leaveRoom(room, member);
                }
            }
        }
    }

    private void leaveRoom(String room, Member member) {
        rooms.computeIfPresent(room, (name, members) -> {
            members.remove(member.id());
            return members.isEmpty() ? null : members;
        });
    }

    @Override
    public Set<String> rooms(Member member) {
        Membership membership = memberships.get(member.id());
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
    public void broadcast(Emission emission, Target target) {
        forEach(target, member -> member.deliver(emission));
    }

    @Override
    public Collection<Member> members(Target target) {
        List<Member> found = new ArrayList<>();
        forEach(target, found::add);
        return found;
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
