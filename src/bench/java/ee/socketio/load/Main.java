package ee.socketio.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures this server and, when it is given, the official one, in turns, and prints what a message costs each of them
 * and the ratio.
 *
 * <pre>
 * java -cp target/bench-classes ee.socketio.load.Main --war target/socketio-ee-bench.war \
 *     --node src/bench/node/server.mjs --rounds 5 --seconds 2 --scenarios echo-1,echo-8
 * </pre>
 *
 * <p>The figure is the server's CPU time in µs for each delivered message, the median of the rounds: client and servers
 * share the machine, so wall-clock time says little.
 */
public final class Main {
    private static final Scenario WARM_UP = new Scenario("warm-up", Scenario.Kind.ECHO, 100, 8, 64);

    private final Options options;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Map<String, List<Run.Result>>> results = new LinkedHashMap<>();

    private Main(Options options) {
        this.options = options;
        candidates.add(Candidate.war("socketio-ee", options.war(), options.jvmOptions()));
        options.node().ifPresent(script -> candidates.add(Candidate.node(script)));
    }

    /** See above; exits with 1 when an answer was wrong or missing, with 2 when it does not understand. */
    public static void main(String... args) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Main main = new Main(options);
        main.measure();
        System.exit(main.print(System.out) ? 0 : 1);
    }

    private void measure() throws IOException, InterruptedException {
        for (int round = 0; round < options.rounds(); round++) {
            for (Candidate candidate : candidates) {
                System.err.println("round " + (round + 1) + ": " + candidate.name());
                try (Candidate.Running running = candidate.start()) {
                    run(running, WARM_UP, TimeUnit.SECONDS.toNanos(8));
                    for (Scenario scenario : options.scenarios()) {
                        results.computeIfAbsent(scenario.name(), name -> new LinkedHashMap<>())
                                .computeIfAbsent(candidate.name(), name -> new ArrayList<>())
                                .add(run(running, scenario, TimeUnit.SECONDS.toNanos(1)));
                    }
                }
            }
        }
    }

    private Run.Result run(Candidate.Running running, Scenario scenario, long warmUp) throws IOException {
        try (Run run = new Run(scenario, running.address())) {
            return run.measure(running.process().toHandle(), warmUp, options.nanos());
        }
    }

    /** False when there were errors. */
    private boolean print(PrintStream out) {
        boolean clean = true;
        out.printf(Locale.ROOT, "%-12s", "scenario");
        candidates.forEach(candidate -> out.printf("  %24s", candidate.name() + " µs (p99 µs)"));
        out.println(candidates.size() > 1 ? "   ratio" : "");
        for (Scenario scenario : options.scenarios()) {
            out.printf("%-12s", scenario.name());
            Map<String, List<Run.Result>> row = results.getOrDefault(scenario.name(), Map.of());
            List<Double> medians = new ArrayList<>();
            for (List<Run.Result> runs : row.values()) {
                medians.add(median(runs.stream().mapToDouble(Run.Result::cpuMicros).toArray()));
                double p99 = median(runs.stream().mapToDouble(Run.Result::p99).toArray());
                out.printf(Locale.ROOT, "  %24s", String.format(Locale.ROOT, "%.1f (%.0f)", medians.get(medians.size() - 1), p99));
            }
            out.println(medians.size() > 1 ? String.format(Locale.ROOT, "   %.2f", medians.get(0) / medians.get(1)) : "");
            for (Map.Entry<String, List<Run.Result>> runs : row.entrySet()) {
                for (Run.Result result : runs.getValue()) {
                    if (result.errors() > 0) {
                        clean = false;
                        out.println("  " + runs.getKey() + ": " + result.errors() + " errors, first: " + result.firstError());
                    }
                }
            }
        }
        return clean;
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
