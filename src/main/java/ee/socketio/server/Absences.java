package ee.socketio.server;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those of all namespaces who are absent. There may be only so many, because each holds on to its socket: of one more
 * than that, the one who has been away for longest is awaited no more.
 */
final class Absences {
    /** What an absent socket takes in memory, without what the application keeps with it. */
    static final int COST = 4096;

    private final long most;
    private final ReentrantLock lock = new ReentrantLock();

    /** Who has been away for longest comes first; with what is done when it is awaited no more. */
    private final Map<Absence, Runnable> awaited = new LinkedHashMap<>(0);

    /**
     * @param maxBytes how much they may take; one of them always may
     */
    Absences(long maxBytes) {
        most = Math.max(1, maxBytes / COST);
    }

    /** One more is awaited, and maybe the longest of them no more. */
    void add(Absence absence, Runnable givenUp) {
        Runnable longest = null;
        lock.lock();
        try {
            awaited.put(absence, givenUp);
            if (awaited.size() > most) {
                Iterator<Runnable> all = awaited.values().iterator();
                longest = all.next();
                all.remove();
            }
        } finally {
            lock.unlock();
        }
        if (longest != null) {
            longest.run();
        }
    }

    void remove(Absence absence) {
        lock.lock();
        try {
            awaited.remove(absence);
        } finally {
            lock.unlock();
        }
    }
}
