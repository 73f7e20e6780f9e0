package ee.socketio.server;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A list that changes rarely; whoever walks along it sees it as it was at the start. Unlike {@code CopyOnWriteArrayList}
 * it is next to nothing while it is empty, which most lists of a socket are.
 *
 * <p>Thread-safe.
 */
final class SnapshotList<T> implements Iterable<T> {
    private volatile List<T> all = List.of();

    /** All elements; never changes. */
    List<T> all() {
        return all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    @Override
    public Iterator<T> iterator() {
        return all.iterator();
    }

    synchronized void add(T element) {
        insert(all.size(), element);
    }

    synchronized void addFirst(T element) {
        insert(0, element);
    }

    private void insert(int index, T element) {
        List<T> changed = new ArrayList<>(all);
        changed.add(index, element);
        all = List.copyOf(changed);
    }

    /** Removes the first that is equal, if there is one. */
    synchronized void remove(T element) {
        List<T> changed = new ArrayList<>(all);
        changed.remove(element);
        all = List.copyOf(changed);
    }

    synchronized void clear() {
        all = List.of();
    }
}
