package ee.socketio.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a run has seen while it was measuring. */
final class Tally {
    private int[] micros = new int[1 << 16];
    private int latencies;
    private boolean measuring;
    private long messages;
    private long errors;
    private @Nullable String firstError;

    /** From now on everything counts. */
    void start() {
        latencies = 0;
        messages = 0;
        measuring = true;
    }

    /** From now on only errors do. */
    void stop() {
        measuring = false;
    }

    void delivered() {
        if (measuring) {
            messages++;
        }
    }

    void answered(long nanos) {
        if (measuring) {
            if (latencies == micros.length) {
                micros = Arrays.copyOf(micros, 2 * micros.length);
            }
            micros[latencies++] = (int) (nanos / 1000);
        }
    }

    void error(String what) {
        errors++;
        if (firstError == null) {
            firstError = what;
        }
    }

    long messages() {
        return messages;
    }

    long errors() {
        return errors;
    }

    String firstError() {
        return firstError == null ? "" : firstError;
    }

    /** In µs; 0 when nothing was answered. */
    int percentile(double share) {
        int[] sorted = Arrays.copyOf(micros, latencies);
        Arrays.sort(sorted);
        return latencies == 0 ? 0 : sorted[(int) Math.min(latencies - 1L, Math.round(share * latencies))];
    }
}
