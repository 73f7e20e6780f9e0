package ee.socketio.wire.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Query strings and form bodies ({@code application/x-www-form-urlencoded}), read as leniently as Node reads them: a
 * per cent sign that begins no escape stands for itself, malformed UTF-8 becomes U+FFFD. Nothing is refused.
 *
 * <p>The servlet API's parameters are no substitute: they consume the body of a POST.
 */
public final class QueryString {

    private QueryString() {}

    /**
     * The fields of a query string.
     *
     * @param query without the question mark; may be empty
     * @return unmodifiable, in order of first appearance; of a repeated field the last value
     */
    public static Map<String, String> parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : fields(query)) {
            values.put(field.name(), field.value());
        }
        return Collections.unmodifiableMap(values);
    }

    record Field(String name, String value) {}

    static List<Field> fields(String query) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < query.length()) {
            int next = query.indexOf('&', start);
            int end = next < 0 ? query.length() : next;
            if (end > start) {
                int equals = query.indexOf('=', start);
                fields.add(
                        equals < 0 || equals > end
                                ? new Field(decode(query, start, end), "")
                                : new Field(decode(query, start, equals), decode(query, equals + 1, end)));
            }
            start = end + 1;
        }
        return fields;
    }

    private static String decode(String text, int from, int to) {
        String field = text.substring(from, to);
        return field.indexOf('%') < 0 && field.indexOf('+') < 0 ? field : unescaped(text, from, to);
    }

    private static String unescaped(String text, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        byte[] run = new byte[0];
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c == '%' && escaped(text, at, to) >= 0) {
                if (run.length == 0) {
                    run = new byte[(to - at) / 3];
                }
                int length = 0;
                for (int value = escaped(text, at, to); value >= 0; value = escaped(text, at, to)) {
                    run[length++] = (byte) value;
                    at += 3;
                }
                out.append(Utf8.decode(run, 0, length));
            } else {
                out.append(c == '+' ? ' ' : c);
                at++;
            }
        }
        return out.toString();
    }

    /** The byte that the escape at this place stands for, or -1 when there is no escape. */
    private static int escaped(String text, int at, int to) {
        if (at + 3 > to || text.charAt(at) != '%') {
            return -1;
        }
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
