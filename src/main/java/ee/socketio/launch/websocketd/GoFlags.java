package ee.socketio.launch.websocketd;

import ee.socketio.config.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A command line in the grammar of Go's flag package: {@code -x}, {@code --x}, {@code --x=v}, {@code --x v}; a boolean
 * flag takes its value after {@code =} alone. The first argument that is no flag, or what follows {@code --}, is the
 * rest.
 *
 * @param values by name, in the order in which they were given
 */
record GoFlags(Map<String, List<String>> values, List<String> rest) {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    /**
     * Parses a command line.
     *
     * @param booleans names of flags that need no value
     * @param valued names of the others
     */
    static GoFlags parse(List<String> args, Set<String> booleans, Set<String> valued) throws Quit {
        Map<String, List<String>> values = new HashMap<>();
        int next = 0;
        while (next < args.size()) {
            String arg = args.get(next);
            if (!arg.startsWith("-") || arg.equals("-")) {
                break;
            }
            next++;
            if (arg.equals("--")) {
                break;
            }
            String flag = arg.substring(arg.startsWith("--") ? 2 : 1);
            if (flag.startsWith("-") || flag.startsWith("=")) {
                throw new Quit(Quit.WRONG_FLAG, "bad flag syntax: " + arg);
            }
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            String value = equals < 0 ? "" : flag.substring(equals + 1);
            if (booleans.contains(name)) {
                value = equals < 0 ? "true" : value;
                if (!TRUE.contains(value) && !FALSE.contains(value)) {
                    throw new Quit(
                            Quit.WRONG_FLAG, "invalid boolean value \"" + value + "\" for -" + name + ": parse error");
                }
            } else if (!valued.contains(name)) {
                throw new Quit(Quit.WRONG_FLAG, unknown(name, booleans, valued));
            } else if (equals < 0) {
                if (next == args.size()) {
                    throw new Quit(Quit.WRONG_FLAG, "flag needs an argument: -" + name);
                }
                value = args.get(next++);
            }
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return new GoFlags(values, List.copyOf(args.subList(next, args.size())));
    }

    private static String unknown(String name, Set<String> booleans, Set<String> valued) {
        List<String> known = new ArrayList<>(booleans);
        known.addAll(valued);
        known.sort(null);
        return "flag provided but not defined: -" + name
                + Nearest.of(name, known, Function.identity())
                        .map(nearest -> " (did you mean --" + nearest + "?)")
                        .orElse("");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values of a flag that may be repeated. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The last value of a flag. */
    String text(String name, String byDefault) {
        List<String> given = all(name);
        return given.isEmpty() ? byDefault : given.get(given.size() - 1);
    }

    boolean bool(String name) {
        return TRUE.contains(text(name, "false"));
    }

    /** A whole number within bounds. */
    int number(String name, int byDefault, int min, int max) throws Quit {
        String text = text(name, Integer.toString(byDefault));
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // The same answer as for one out of bounds.
        }
        throw new Quit(Quit.WRONG_FLAG, "invalid value \"" + text + "\" for flag -" + name + ": parse error");
    }
}
