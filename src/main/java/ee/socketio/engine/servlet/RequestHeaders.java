package ee.socketio.engine.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers of an HTTP request by their names in lower case, as long as it lasts; most are never asked for any. */
final class RequestHeaders extends AbstractMap<String, List<String>> {
    private final HttpServletRequest request;

    RequestHeaders(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String header && isLowerCase(header) && request.getHeader(header) != null;
    }

    @Override
    public @Nullable List<String> get(@Nullable Object name) {
        return containsKey(name) ? List.copyOf(Collections.list(request.getHeaders((String) name))) : null;
    }

    private static boolean isLowerCase(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(Collections.list(request.getHeaders(name))));
        }
        return Collections.unmodifiableSet(headers.entrySet());
    }

    /** All of them, to be kept for as long as a connection: the names are the same strings for all connections. */
    Map<String, List<String>> kept() {
        Map<String, List<String>> headers = new HashMap<>();
        forEach((name, values) -> headers.put(name.intern(), values));
        return Map.copyOf(headers);
    }
}
