package ee.socketio.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application's objects as far as they are plain: text, numbers, truth values, and maps and lists of them. Of all
 * others the {@code toString} is taken, for they were never meant to be sent anywhere. A copy, which stays as it is.
 */
final class Plain {
    /** Deeper than anybody looks, and an end to what contains itself. */
    private static final int DEEPEST = 8;

    private Plain() {}

    static @Nullable Object of(@Nullable Object value) {
        try {
            return of(value, DEEPEST);
        } catch (RuntimeException changing) {
            return value == null ? null : value.getClass().getName();
        }
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        } else if (depth == 0) {
            return "…";
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(String.valueOf(name), of(member, depth - 1)));
            return copy;
        } else if (value instanceof Iterable<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>();
            elements.forEach(element -> copy.add(of(element, depth - 1)));
            return copy;
        } else {
            return value.toString();
        }
    }
}
