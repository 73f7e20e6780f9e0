package ee.socketio.adapter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which members of a namespace something is for.
 *
 * @param rooms those that are in any of these; all of the namespace when empty
 * @param except but not those that are in any of these
 */
public record Target(Set<String> rooms, Set<String> except) {
    /** All of the namespace. */
    public static final Target EVERYONE = new Target(Set.of(), Set.of());

    /** Copies the sets. */
    public Target {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /** The same and these rooms. */
    public Target to(String... more) {
        return new Target(union(rooms, more), except);
    }

    /** The same without those in these rooms. */
    public Target except(String... more) {
        return new Target(rooms, union(except, more));
    }

    private static Set<String> union(Set<String> some, String... more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
