package ee.socketio.load;

/** Says when the next of many is due that are spread evenly over time, the first one after half an interval. */
final class Pace {
    private final double perNano;
    private final long start;
    private long done;

    /**
     * Begins to count.
     *
     * @param perSecond how many are due each second; with 0 none ever is
     * @param start {@link System#nanoTime()}
     */
    Pace(double perSecond, long start) {
        perNano = perSecond / 1e9;
        this.start = start;
    }

    /** True once for each that is due. */
    boolean take(long now) {
        if (nanosLeft(now) > 0) {
            return false;
        }
        done++;
        return true;
    }

    /** Until the next one is due; not above 0 when it is. */
    long nanosLeft(long now) {
        return perNano == 0 ? Long.MAX_VALUE : (long) ((done + 0.5) / perNano) - (now - start);
    }
}
