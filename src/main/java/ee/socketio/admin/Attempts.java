package ee.socketio.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many wrong passwords may be tried within a minute: {@value #OF_ONE} from one address, {@value #OF_ALL} in all, for
 * each costs this server some time, too. Thread-safe.
 */
final class Attempts {
    static final int OF_ONE = 10;
    static final int OF_ALL = 100;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> taken = new HashMap<>();
    private Instant begin = Instant.MIN;
    private int all;

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Counts one; false when there have been too many. */
    boolean take(String address) {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (begin.isBefore(now.minus(WINDOW))) {
                begin = now;
                all = 0;
                taken.clear();
            }
            if (all >= OF_ALL || taken.getOrDefault(address, 0) >= OF_ONE) {
                return false;
            }
            all++;
            taken.merge(address, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The password was right. */
    void giveBack(String address) {
        lock.lock();
        try {
            Integer count = taken.get(address);
            if (count != null) {
                all--;
                taken.put(address, count - 1);
            }
        } finally {
            lock.unlock();
        }
    }
}
