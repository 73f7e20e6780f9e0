package ee.socketio.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A place where settings are found, and how they are spelt there. Entries that are none of ours are left alone. */
public final class Source {
    private static final Pattern OURS = Pattern.compile("(?i)socket[._-]?io[._-].*");
    // Two words at least: a lone "path" or "demo" may be anybody's.
    private static final Pattern COMPOUND = Pattern.compile("\\w+([._-]|(?<=[a-z])(?=[A-Z]))\\w.*");
    // Kubernetes sets these in every pod that runs beside a service named "socketio".
    private static final Pattern KUBERNETES =
            Pattern.compile("SOCKETIO_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_\\w+)|SOCKETIO_PORT=\\w+://.*");

    private final String name;
    private final Map<String, String> entries;
    private final UnaryOperator<String> spelling;
    private final boolean own;

    private Source(String name, Map<String, String> entries, UnaryOperator<String> spelling, boolean own) {
        this.name = name;
        this.entries = new TreeMap<>(entries);
        this.spelling = spelling;
        this.own = own;
    }

    /** Settings under their keys, such as {@code socketio.ping-interval}. */
    public static Source properties(String name, Map<String, String> entries) {
        return new Source(name, entries, UnaryOperator.identity(), false);
    }

    /**
     * As {@link #properties}, from a place that belongs to this application: a key such as {@code pingInterval} that
     * lacks nothing but the prefix is taken for a mistake.
     */
    public static Source application(String name, Map<String, String> entries) {
        return new Source(name, entries, UnaryOperator.identity(), true);
    }

    /** Environment variables such as {@code SOCKETIO_PING_INTERVAL}. */
    public static Source environment(Map<String, String> entries) {
        Map<String, String> others = new TreeMap<>(entries);
        others.entrySet()
                .removeIf(entry -> KUBERNETES.matcher(entry.getKey()).matches()
                        || KUBERNETES
                                .matcher(entry.getKey() + "=" + entry.getValue())
                                .matches());
        return new Source("the environment", others, Source::variable, false);
    }

    /** Where this is, for messages. */
    String name() {
        return name;
    }

    /** How a key is written here. */
    String spelt(String key) {
        return spelling.apply(key);
    }

    /** The value of a key. */
    Optional<String> get(String key) {
        return Optional.ofNullable(entries.get(spelt(key)));
    }

    /** All names that were meant for us, right or wrong. */
    List<String> names() {
        return entries.keySet().stream().filter(this::isOurs).toList();
    }

    private boolean isOurs(String entry) {
        return OURS.matcher(entry).matches()
                || (own && COMPOUND.matcher(entry).matches() && Settings.isBareKey(Nearest.plain(entry)));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
