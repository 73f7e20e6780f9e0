package ee.socketio.load;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The command line of {@link Scale}.
 *
 * @param process of the server, when it is to be watched
 * @param idle how many connections only wait
 * @param active how many also send
 * @param rate echoes each second, of all active ones together
 * @param broadcasts each minute
 * @param nanos how long they are held
 * @param sources how many addresses they come from
 */
record ScaleOptions(
        InetSocketAddress server,
        Optional<ServerProcess> process,
        int idle,
        int active,
        double rate,
        double broadcasts,
        long nanos,
        int sources) {
    private static final Map<String, String> DEFAULTS = Map.of(
            "--host", "127.0.0.1",
            "--port", "",
            "--pid", "",
            "--idle", "1000",
            "--active", "100",
            "--rate", "2000",
            "--broadcasts", "6",
            "--minutes", "10",
            "--sources", "4");

    /**
     * Reads {@code --name value}.
     *
     * @throws IllegalArgumentException when something is not understood or not there
     */
    static ScaleOptions parse(List<String> args) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 0; i < args.size(); i += 2) {
            if (!DEFAULTS.containsKey(args.get(i))) {
                throw new IllegalArgumentException(
                        args.get(i) + ": unknown (expected: of " + new TreeSet<>(DEFAULTS.keySet()) + ")");
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + ": without a value");
            }
            values.put(args.get(i), args.get(i + 1));
        }
        return of(values);
    }

    private static ScaleOptions of(Map<String, String> values) {
        ScaleOptions options = new ScaleOptions(
                new InetSocketAddress(values.getOrDefault("--host", ""), whole(values, "--port", 1, 65_535)),
                values.getOrDefault("--pid", "").isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ServerProcess(whole(values, "--pid", 1, Integer.MAX_VALUE))),
                whole(values, "--idle", 0, 1_000_000),
                whole(values, "--active", 0, 100_000),
                decimal(values, "--rate"),
                decimal(values, "--broadcasts"),
                (long) (decimal(values, "--minutes") * 60e9),
                whole(values, "--sources", 1, 254));
        if (options.server.isUnresolved()) {
            throw new IllegalArgumentException("--host: \"" + values.get("--host") + "\" is unknown");
        }
        if (options.process.isPresent() && options.process.get().usage().isEmpty()) {
            throw new IllegalArgumentException("--pid: no process whose CPU time and memory can be read");
        }
        if (options.connections() == 0) {
            throw new IllegalArgumentException("--idle 0 --active 0: nothing to do");
        }
        if (options.active == 0 && options.broadcasts > 0) {
            throw new IllegalArgumentException("--active 0: nobody to send broadcasts (expected: --broadcasts 0, too)");
        }
        return options;
    }

    int connections() {
        return idle + active;
    }

    private static int whole(Map<String, String> values, String name, int least, int most) {
        String value = values.getOrDefault(name, "");
        try {
            int number = Integer.parseInt(value);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Neither is one.
        }
        throw new IllegalArgumentException(
                name + ": \"" + value + "\" (expected: a number from " + least + " to " + most + ")");
    }

    private static double decimal(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        try {
            double number = Double.parseDouble(value);
            if (0 <= number && number <= 1e6) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Neither is one.
        }
        throw new IllegalArgumentException(name + ": \"" + value + "\" (expected: a number from 0 to a million)");
    }
}
