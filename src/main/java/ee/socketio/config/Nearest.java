package ee.socketio.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds what somebody meant who wrote a name that does not exist. */
public final class Nearest {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern PREFIX = Pattern.compile("^-?d?-?(socket-?io-)");

    private Nearest() {}

    /**
     * The candidate whose name differs least from the given one. Case, separators and a {@code socketio} in front do
     * not count: {@code pingInterval}, {@code PING_INTERVAL} and {@code --socketio.ping-interval} are equally near.
     *
     * @param name reads the name of a candidate
     * @return empty when more than half of the letters would have to change
     */
    public static <T> Optional<T> of(String given, Collection<T> candidates, Function<T, String> name) {
        String wanted = plain(given);
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(wanted, plain(name.apply(candidate)))))
                .filter(best -> {
                    String plain = plain(name.apply(best));
                    return 2 * distance(wanted, plain) <= Math.max(wanted.length(), plain.length());
                });
    }

    /** A name without its {@code socketio} prefix, in kebab case. */
    static String plain(String name) {
        String kebab = HUMP.matcher(name).replaceAll("-");
        kebab = SEPARATORS.matcher(kebab).replaceAll("-").toLowerCase(Locale.ROOT);
        kebab = PREFIX.matcher(kebab).replaceFirst("");
        return kebab.startsWith("-") ? kebab.substring(1) : kebab;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
