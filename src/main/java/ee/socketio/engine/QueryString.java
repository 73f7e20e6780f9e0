package ee.socketio.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads query strings without the container: asking it for parameters of a POST may swallow the body.
 */
public final class QueryString {

    private QueryString() {}

    /**
     * The parameters in the order of their first appearance; of a repeated one the last value counts, a broken percent
     * escape stands for itself.
     *
     * @param query without the question mark; null for none
     */
    public static Map<String, String> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int start = 0; start <= query.length(); ) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            if (end > start) {
                int equals = query.indexOf('=', start);
                boolean hasValue = equals >= 0 && equals < end;
                String name = decode(query.substring(start, hasValue ? equals : end));
                parameters.put(name, hasValue ? decode(query.substring(equals + 1, end)) : "");
            }
            start = end + 1;
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }
}
