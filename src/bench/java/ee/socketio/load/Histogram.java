package ee.socketio.load;

/** Durations, counted in classes that are at most a thirty-second wide: as many as come take the same 15 KiB. */
final class Histogram {
    /** Two to this many classes for each power of two. */
    private static final int BITS = 5;

    private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
    private long count;
    private long max;

    /** Negative ones count as 0. */
    void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[classOf(value)]++;
        count++;
        max = Math.max(max, value);
    }

    private static int classOf(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value));
        return (shift << BITS) + (int) (value >>> shift);
    }

    long count() {
        return count;
    }

    /** The longest in ms; 0 when there is none. */
    double max() {
        return millis(max);
    }

    /** In ms, at most 3 % too high; 0 when there is none. */
    double percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= rank) {
                return millis(Math.min(max, longestOf(i)));
            }
        }
        return 0;
    }

    private static long longestOf(int index) {
        int shift = Math.max(0, (index >> BITS) - 1);
        return ((index - ((long) shift << BITS) + 1) << shift) - 1;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
