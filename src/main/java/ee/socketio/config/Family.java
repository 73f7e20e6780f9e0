package ee.socketio.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings that exist once for each name that an operator gives: {@code socketio.process.<name>.<key>}, in the
 * environment {@code SOCKETIO_PROCESS_<NAME>_<KEY>}. A name has no separators, so both can be taken apart.
 */
final class Family<R extends Record> {
    private final String prefix;
    private final Class<R> type;

    Family(String prefix, Class<R> type) {
        this.prefix = prefix;
        this.type = type;
    }

    /** Whether a key was meant for this family, right or wrong. */
    boolean claims(String key) {
        return key.startsWith(prefix);
    }

    /** As {@link #claims(String)}, for an entry as it is spelt in a source. */
    boolean claims(Source source, String entry) {
        return entry.startsWith(source.spelt(prefix));
    }

    /**
     * Checks an entry that is {@linkplain #claims claimed}.
     *
     * @throws SettingsException when it names no setting
     */
    void refuseUnknown(Source source, String entry) {
        Optional<String> name = name(source, entry);
        List<Settings.Key> keys = keys(name.orElse("<name>"));
        if (name.isEmpty()
                || keys.stream().noneMatch(key -> source.spelt(key.name()).equals(entry))) {
            String wanted = name.isEmpty() ? entry.replace(source.spelt(prefix), prefix + "<name>.") : entry;
            throw new SettingsException(entry + ": unknown setting, found in " + source.name()
                    + Nearest.of(wanted, keys, Settings.Key::name)
                            .map(key -> " (did you mean " + source.spelt(key.name()) + "?)")
                            .orElse(""));
        }
    }

    /** All members, by name. */
    Map<String, R> read(List<Source> sources, Consumer<String> remarks) {
        Map<String, R> members = new TreeMap<>();
        for (Source source : sources) {
            for (String entry : source.names()) {
                if (claims(source, entry)) {
                    name(source, entry)
                            .ifPresent(name -> members.computeIfAbsent(name, key -> member(key, sources, remarks)));
                }
            }
        }
        return Map.copyOf(members);
    }

    private R member(String name, List<Source> sources, Consumer<String> remarks) {
        return Settings.create(type, component -> Settings.value(key(name, component), component, sources, remarks));
    }

    private Optional<String> name(Source source, String entry) {
        Pattern form = Pattern.compile(
                Pattern.quote(source.spelt(prefix)) + "([A-Za-z0-9]+)" + Pattern.quote(source.spelt(".")) + ".+");
        Matcher matcher = form.matcher(entry);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return entry.startsWith(source.spelt(prefix + name + ".")) ? Optional.of(name) : Optional.empty();
    }

    /** All there are for one name. */
    List<Settings.Key> keys(String name) {
        return Stream.of(type.getRecordComponents())
                .map(component -> key(name, component))
                .toList();
    }

    private Settings.Key key(String name, RecordComponent component) {
        return Settings.Key.of(prefix + name + ".", component);
    }
}
