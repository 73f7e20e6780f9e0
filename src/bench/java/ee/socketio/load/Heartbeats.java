package ee.socketio.load;

import java.util.concurrent.TimeUnit;

/** How late the server's pings are. */
final class Heartbeats {
    private final Tally tally;
    private final Histogram lateness = new Histogram();
    private boolean counting;
    private long missed;

    Heartbeats(Tally tally) {
        this.tally = tally;
    }

    /** From now on they count. */
    void start() {
        counting = true;
    }

    /** From now on they do not. */
    void stop() {
        counting = false;
    }

    /**
     * One has come, or is still due.
     *
     * @param who has waited for it
     * @param nanos after it was due; early ones are negative and count as 0
     * @param timeoutMillis after which a client gives the server up
     */
    void late(Object who, long nanos, long timeoutMillis) {
        if (!counting) {
            return;
        }
        lateness.add(nanos);
        if (nanos > TimeUnit.MILLISECONDS.toNanos(timeoutMillis)) {
            missed++;
            tally.error(who + ": a ping " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms late (ping timeout: "
                    + timeoutMillis + " ms)");
        }
    }

    Histogram lateness() {
        return lateness;
    }

    /** How many were later than a client waits. */
    long missed() {
        return missed;
    }
}
