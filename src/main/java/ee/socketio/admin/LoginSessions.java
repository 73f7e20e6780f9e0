package ee.socketio.admin;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pages that have logged in and need not do it again for a day. At most {@value #MOST} are remembered; of more, the
 * oldest have to. Thread-safe.
 */
final class LoginSessions {
    static final int MOST = 1000;
    static final Duration LIFE = Duration.ofDays(1);
    private static final int ID_BYTES = 16;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();

    /** When they end; the oldest first. */
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    LoginSessions(Clock clock) {
        this.clock = clock;
    }

    /** A new one; its id is a secret. */
    String open() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        lock.lock();
        try {
            ends.put(id, clock.instant().plus(LIFE));
            if (ends.size() > MOST) {
                Iterator<String> oldest = ends.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
        return id;
    }

    boolean knows(String id) {
        lock.lock();
        try {
            Instant end = ends.get(id);
            return end != null && end.isAfter(clock.instant());
        } finally {
            lock.unlock();
        }
    }
}
