package ee.socketio.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The command line.
 *
 * @param war what {@code java -jar} starts
 * @param jvmOptions with which
 * @param node the script of the official server
 * @param nanos how long each scenario is measured
 */
record Options(
        Path war, List<String> jvmOptions, Optional<Path> node, List<Scenario> scenarios, int rounds, long nanos) {
    private static final Options DEFAULT = new Options(
            Path.of("target", "socketio-ee-bench.war"),
            List.of(),
            Optional.empty(),
            Scenario.ALL,
            5,
            TimeUnit.SECONDS.toNanos(2));

    /**
     * Reads {@code --name value}.
     *
     * @throws IllegalArgumentException when something is not understood or not there
     */
    static Options parse(List<String> args) {
        Options options = DEFAULT;
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(args.get(i) + ": without a value");
            }
            options = options.with(args.get(i), args.get(i + 1));
        }
        existing(options.war);
        options.node.ifPresent(Options::existing);
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--war" -> new Options(Path.of(value), jvmOptions, node, scenarios, rounds, nanos);
            case "--jvm" -> new Options(war, words(value, " "), node, scenarios, rounds, nanos);
            case "--node" -> new Options(war, jvmOptions, Optional.of(Path.of(value)), scenarios, rounds, nanos);
            case "--scenarios" -> new Options(war, jvmOptions, node, scenarios(value), rounds, nanos);
            case "--rounds" -> new Options(war, jvmOptions, node, scenarios, Integer.parseInt(value), nanos);
            case "--seconds" -> new Options(
                    war, jvmOptions, node, scenarios, rounds, TimeUnit.SECONDS.toNanos(Long.parseLong(value)));
            default -> throw new IllegalArgumentException(
                    name + ": unknown (expected: --war, --jvm, --node, --scenarios, --rounds or --seconds)");
        };
    }

    private static List<Scenario> scenarios(String value) {
        return words(value, ",").stream()
                .map(name -> Scenario.ALL.stream()
                        .filter(scenario -> scenario.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("--scenarios: \"" + name + "\" (expected: of "
                                + Scenario.ALL.stream().map(Scenario::name).toList() + ")")))
                .toList();
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + ": no such file (mvn -Pbench package builds the WAR)");
        }
    }
}
