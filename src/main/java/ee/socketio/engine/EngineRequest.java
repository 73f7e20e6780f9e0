package ee.socketio.engine;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of an HTTP request, whichever container it came through.
 *
 * @param method in upper case
 * @param url path and query as they came
 * @param query the parameters; of a repeated one the last
 * @param headers values by lower-case name; unless it is {@linkplain #detached detached}, only as long as the HTTP
 *     request lasts
 * @param address the client's network address, which behind a trusted proxy is not the peer's
 * @param secure whether the client came over TLS
 * @param principal who the container says the peer is
 * @param roles of an opening request: those the application asks for, and whether the peer has them
 * @param httpSession of an opening request: the id of its HTTP session, if it has one and the application wants to know
 */
public record EngineRequest(
        String method,
        String url,
        Map<String, String> query,
        Map<String, List<String>> headers,
        String address,
        boolean secure,
        @Nullable Principal principal,
        Map<String, Boolean> roles,
        Optional<String> httpSession) {

    /** A request of which neither roles nor HTTP session are known. */
    public EngineRequest(
            String method,
            String url,
            Map<String, String> query,
            Map<String, List<String>> headers,
            String address,
            boolean secure,
            @Nullable Principal principal) {
        this(method, url, query, headers, address, secure, principal, Map.of(), Optional.empty());
    }

    /** One that may be kept for longer than the HTTP request lasts. */
    public EngineRequest detached() {
        return new EngineRequest(
                method, url, query, Map.copyOf(headers), address, secure, principal, roles, httpSession);
    }

    /** A parameter of the query, or null. */
    public @Nullable String parameter(String name) {
        return query.get(name);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Whether it comes from whom another one came from; two that nobody is known of do. */
    boolean isOfSamePrincipalAs(EngineRequest other) {
        return Objects.equals(name(principal), name(other.principal));
    }

    private static @Nullable String name(@Nullable Principal principal) {
        return principal == null ? null : principal.getName();
    }
}
