package ee.socketio.engine.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The proxies in front of this server. What they say of a request in {@code X-Forwarded-For}, {@code X-Forwarded-Proto}
 * and {@code X-Forwarded-Host} counts; the same headers of anybody else are his own invention and are ignored.
 *
 * <p>Of several values the last one is the nearest proxy's own; those in front of it may be the client's. The header
 * {@code Forwarded} is not read: a proxy that does not write it lets the client's pass.
 */
public final class TrustedProxies {
    /** What a proxy adds to a request; no client has a reason to. */
    private static final List<String> FORWARDED =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via");

    private static final Pattern COMMA = Pattern.compile(",");

    private final Networks networks;

    /**
     * @param texts addresses and networks
     * @throws IllegalArgumentException when one of them is neither
     */
    public TrustedProxies(Collection<String> texts) {
        networks = new Networks(texts);
    }

    /** The client's address, as far as it is known: the last one on its way that is no trusted proxy's. */
    String address(HttpServletRequest request) {
        String nearest = request.getRemoteAddr();
        if (!networks.contain(nearest)) {
            return nearest;
        }
        List<String> way = way(request);
        // From the last one back: each was added by the one behind it, which has to be trusted for that.
        for (int i = way.size() - 1; i >= 0 && networks.contain(nearest); i--) {
            nearest = way.get(i);
        }
        return nearest;
    }

    /** As {@link #address}, but empty when only a proxy could tell that is not trusted, or has not told. */
    public Optional<String> origin(HttpServletRequest request) {
        boolean trusted = networks.contain(request.getRemoteAddr());
        boolean told = FORWARDED.stream().anyMatch(name -> request.getHeader(name) != null);
        boolean unknown = trusted ? way(request).isEmpty() : told;
        return unknown ? Optional.empty() : Optional.of(address(request));
    }

    private static List<String> way(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::trim)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    /** Whether the client came over TLS. */
    boolean secure(HttpServletRequest request) {
        return forwarded(request, "X-Forwarded-Proto")
                .map(protocol -> protocol.equalsIgnoreCase("https") || protocol.equalsIgnoreCase("wss"))
                .orElseGet(request::isSecure);
    }

    /** Scheme and authority under which the client knows this server. */
    String site(HttpServletRequest request) {
        return forwarded(request, "X-Forwarded-Proto").orElseGet(request::getScheme) + "://"
                + forwarded(request, "X-Forwarded-Host").orElseGet(() -> request.getHeader("Host"));
    }

    private Optional<String> forwarded(HttpServletRequest request, String name) {
        return networks.contain(request.getRemoteAddr())
                ? Optional.ofNullable(request.getHeader(name))
                        .map(value ->
                                value.substring(value.lastIndexOf(',') + 1).trim())
                        .filter(Predicate.not(String::isEmpty))
                : Optional.empty();
    }
}
