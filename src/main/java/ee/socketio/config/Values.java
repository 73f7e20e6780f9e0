package ee.socketio.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the text of a setting into a value of the component's type. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|)");
    private static final Pattern COMMA = Pattern.compile(",");

    private Values() {}

    /**
     * Parses one value.
     *
     * @throws IllegalArgumentException when the text does not fit; {@link #expected} has the words for it
     */
    static Object parse(String text, Type type, Setting setting) {
        if (type == boolean.class) {
            return bool(text);
        } else if (type == int.class) {
            return Math.toIntExact(inRange(Long.parseLong(text), setting));
        } else if (type == Duration.class) {
            return Duration.ofMillis(inRange(milliseconds(text), setting));
        } else if (type == String.class) {
            return matching(text, setting);
        } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Type element = list.getActualTypeArguments()[0];
            List<Object> elements = COMMA.splitAsStream(text)
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .map(part -> parse(part, element, setting))
                    .distinct()
                    .toList();
            // A list of words out of a fixed choice is of no use when nothing is chosen.
            if (elements.isEmpty() && element != String.class) {
                throw new IllegalArgumentException(text);
            }
            return elements;
        } else {
            return constant(text, type);
        }
    }

    /** What a value looks like, for messages. */
    static String expected(Type type, Setting setting) {
        if (!setting.expected().isEmpty()) {
            return setting.expected();
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == int.class) {
            return setting.max() == Integer.MAX_VALUE
                    ? "a number, at least " + setting.min()
                    : "a number from " + setting.min() + " to " + setting.max();
        } else if (type == Duration.class) {
            return "a duration such as 25s, 500ms, or milliseconds";
        } else if (type instanceof ParameterizedType list) {
            return "one or more of " + names(list.getActualTypeArguments()[0]) + ", separated by commas";
        } else {
            return "one of " + names(type);
        }
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long inRange(long number, Setting setting) {
        if (number < setting.min() || number > setting.max()) {
            throw new IllegalArgumentException(Long.toString(number));
        }
        return number;
    }

    private static long milliseconds(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> number * 1000;
            case "m" -> number * 60_000;
            case "h" -> number * 3_600_000;
            default -> number;
        };
    }

    private static String matching(String text, Setting setting) {
        if (!setting.pattern().isEmpty() && !text.matches(setting.pattern())) {
            throw new IllegalArgumentException(text);
        }
        if (setting.regex()) {
            Pattern.compile(text);
        }
        return text;
    }

    private static Object constant(String text, Type type) {
        return Arrays.stream(((Class<?>) type).getEnumConstants())
                .filter(constant -> name(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String names(Type type) {
        return Arrays.stream(((Class<?>) type).getEnumConstants())
                .map(Values::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
