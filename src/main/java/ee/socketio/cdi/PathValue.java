package ee.socketio.cdi;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** From a part of a namespace's name to the type of a parameter. */
final class PathValue {
    private static final Map<Class<?>, Function<String, Object>> CONVERSIONS = Map.of(
            String.class, text -> text,
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            UUID.class, UUID::fromString);

    static final String TYPES = "String, int, long, UUID or an enum";

    private PathValue() {}

    /**
     * How to make a value of a type; empty for a type that cannot be made.
     *
     * @return throws {@link IllegalArgumentException} when the text does not fit
     */
    static Optional<Function<String, Object>> conversion(Class<?> type) {
        return type.isEnum() ? Optional.of(text -> constant(type, text)) : Optional.ofNullable(CONVERSIONS.get(type));
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }
}
