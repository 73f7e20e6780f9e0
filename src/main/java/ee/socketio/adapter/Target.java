package ee.socketio.adapter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which members of a namespace something is for.
 *
 * @param rooms those that are in any of these; all of the namespace when empty
 * @param except but not those that are in any of these
 * @param isLocal only those of this process
 */
public record Target(Set<String> rooms, Set<String> except, boolean isLocal) {
    /** All of the namespace. */
    public static final Target EVERYONE = new Target(Set.of(), Set.of(), false);

    /** Copies the sets. */
    public Target {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /** The same and these rooms. */
    public Target to(String... more) {
        return new Target(union(rooms, more), except, isLocal);
    }

    /** The same without those in these rooms. */
    public Target except(String... more) {
        return new Target(rooms, union(except, more), isLocal);
    }

    /** The same in this process alone. */
    public Target local() {
        return new Target(rooms, except, true);
    }

    /** Whether it names somebody who is in these rooms. */
    public boolean names(Set<String> memberRooms) {
        return (rooms.isEmpty() || rooms.stream().anyMatch(memberRooms::contains))
                && except.stream().noneMatch(memberRooms::contains);
    }

    private static Set<String> union(Set<String> some, String... more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
