package ee.socketio.load;

/**
 * Messages of a kind: how many have to arrive, which did, and how long that took. One that was changed on its way is
 * wrong, and lost as well.
 */
final class Deliveries {
    private final Tally tally;
    private final Histogram latency = new Histogram();
    private long expected;
    private long lost;
    private long wrong;
    private long doubled;

    Deliveries(Tally tally) {
        this.tally = tally;
    }

    /** So many more have to arrive. */
    void expect(long count) {
        expected += count;
    }

    /**
     * One has arrived. Those it has overtaken are lost; one that is behind the others has come twice.
     *
     * @param who has received it
     * @param next the number that it should have
     * @param nanos how long it took
     * @return the number that the next one should have
     */
    long arrived(Object who, long number, long next, long nanos) {
        if (number < next) {
            doubled++;
            tally.error(who + ": number " + number + " came again (expected: " + next + ")");
            return next;
        }
        lost(who, number - next);
        latency.add(nanos);
        return number + 1;
    }

    /** One has arrived that was never sent. */
    void wrong(Object who, String packet) {
        wrong++;
        tally.error(who + ": came: " + packet);
    }

    /** So many will not arrive any more. */
    void lost(Object who, long count) {
        if (count > 0) {
            lost += count;
            tally.error(who + ": " + count + " lost");
        }
    }

    /** How many may still arrive. */
    long underWay() {
        return expected - latency.count() - lost;
    }

    long expected() {
        return expected;
    }

    /** Of those that have arrived, each counted once. */
    Histogram latency() {
        return latency;
    }

    long lost() {
        return lost;
    }

    long wrong() {
        return wrong;
    }

    long doubled() {
        return doubled;
    }
}
