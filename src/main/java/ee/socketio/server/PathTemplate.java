package ee.socketio.server;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A namespace's name with variables, {@code /chat/{room}}: see {@link ee.socketio.NamespaceRegistry#of(String)}.
 *
 * @param segments of the name, between its slashes
 */
public record PathTemplate(List<Segment> segments) {
    /** Where two fit the same name, the better one is first: literal before variable, from the left. */
    static final Comparator<PathTemplate> MOST_SPECIFIC_FIRST = Comparator.comparing(PathTemplate::shape);

    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][\\w.-]*}");

    /**
     * One segment.
     *
     * @param text what it has to be, or the variable's name
     */
    public record Segment(String text, boolean isVariable) {}

    /** Whether a name has variables. */
    public static boolean isOne(String name) {
        return name.indexOf('{') >= 0 || name.indexOf('}') >= 0;
    }

    /**
     * Parses a name with variables.
     *
     * @throws IllegalArgumentException when one is malformed or occurs twice
     */
    public static PathTemplate parse(String name) {
        List<Segment> segments = new ArrayList<>();
        Set<String> variables = new HashSet<>();
        for (String text : SLASH.split(name, -1)) {
            boolean isVariable = VARIABLE.matcher(text).matches();
            if (!isVariable && isOne(text)) {
                throw new IllegalArgumentException(
                        name + ": \"" + text + "\" (expected: variables that are whole segments, such as {room})");
            }
            Segment segment = new Segment(isVariable ? text.substring(1, text.length() - 1) : text, isVariable);
            if (isVariable && !variables.add(segment.text)) {
                throw new IllegalArgumentException(name + ": {" + segment.text + "} (expected: once)");
            }
            segments.add(segment);
        }
        return new PathTemplate(List.copyOf(segments));
    }

    /** What a segment is at each place: 0 literal, 1 variable. */
    private String shape() {
        StringBuilder shape = new StringBuilder();
        segments.forEach(segment -> shape.append(segment.isVariable ? '1' : '0'));
        return shape.toString();
    }

    /** The names of its variables, in their order. */
    public List<String> variables() {
        return segments.stream().filter(Segment::isVariable).map(Segment::text).toList();
    }

    /** Whether another differs at most in what its variables are called. */
    boolean fitsTheSameAs(PathTemplate other) {
        return shape().equals(other.shape()) && literals().equals(other.literals());
    }

    private List<String> literals() {
        return segments.stream()
                .filter(segment -> !segment.isVariable)
                .map(Segment::text)
                .toList();
    }

    /** What the variables stand for in a name, unmodifiable and in their order; empty when the name does not fit. */
    Optional<Map<String, String>> match(String name) {
        String[] parts = SLASH.split(name, segments.size() + 1);
        if (parts.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            Segment segment = segments.get(i);
            if (segment.isVariable) {
                String value = decode(parts[i]);
                if (value == null || value.isEmpty()) {
                    return Optional.empty();
                }
                values.put(segment.text, value);
            } else if (!segment.text.equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(values));
    }

    /** A segment without its escapes; null when they are no well-formed UTF-8. */
    private static @Nullable String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            ByteBuffer escaped = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(segment));
            ByteBuffer bytes = ByteBuffer.allocate(escaped.remaining());
            while (escaped.hasRemaining()) {
                byte next = escaped.get();
                bytes.put(next == '%' ? octet(escaped) : next);
            }
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static byte octet(ByteBuffer escaped) throws CharacterCodingException {
        int high = escaped.remaining() < 2 ? -1 : Character.digit(escaped.get(), 16);
        int low = high < 0 ? -1 : Character.digit(escaped.get(), 16);
        if (low < 0) {
            throw new MalformedInputException(1);
        }
        return (byte) (high << 4 | low);
    }
}
