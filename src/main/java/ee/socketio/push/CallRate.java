package ee.socketio.push;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How often each caller may call: as often as the limit at once, and then as fast as a minute's allowance comes back.
 *
 * <p>Thread-safe. At most {@value #MOST} callers are remembered; of more, the one who has been there the longest starts
 * anew.
 */
final class CallRate {
    private static final int MOST = 10_000;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int perMinute;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Allowance> allowances = new LinkedHashMap<>();

    private static final class Allowance {
        private double calls;
        private long since;

        Allowance(double calls, long since) {
            this.calls = calls;
            this.since = since;
        }
    }

    /**
     * @param nanos the time, as {@link System#nanoTime} tells it
     */
    CallRate(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /** Counts a call: 0 when it may go on, otherwise after how many seconds the next one may. */
    long secondsToWait(String caller) {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            Allowance allowance = allowances.computeIfAbsent(caller, name -> new Allowance(perMinute, now));
            double perNano = (double) perMinute / MINUTE;
            allowance.calls = Math.min(perMinute, allowance.calls + (now - allowance.since) * perNano);
            allowance.since = now;
            if (allowance.calls >= 1) {
                allowance.calls--;
                return 0;
            }
            return Math.max(1, (long) Math.ceil((1 - allowance.calls) / perNano / TimeUnit.SECONDS.toNanos(1)));
        } finally {
            if (allowances.size() > MOST) {
                allowances.remove(allowances.keySet().iterator().next());
            }
            lock.unlock();
        }
    }
}
