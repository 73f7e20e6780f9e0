package ee.socketio.engine.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which pages may talk to the server. The own origin always may; others only when they are listed, match the pattern, or
 * the application lets them in, by polling and by WebSocket alike. A request without {@code Origin} comes from no
 * foreign page and is let through.
 */
public final class OriginPolicy {
    private static final String ANY = "*";

    /** More than the longest scheme, host and port: whoever sends more wants to keep the pattern busy. */
    private static final int MAX_MATCHED = 300;

    private final CorsOptions options;
    private final boolean any;
    private final Set<String> listed;
    private final TrustedProxies proxies;

    /**
     * @param proxies who is believed when he says under which name and scheme the server is known
     */
    public OriginPolicy(CorsOptions options, TrustedProxies proxies) {
        this.options = options;
        this.proxies = proxies;
        any = options.origins().contains(ANY);
        listed = options.origins().stream().map(OriginPolicy::normalized).collect(Collectors.toUnmodifiableSet());
    }

    /** As the other one, where the application has no say. */
    public boolean check(HttpServletRequest request, HttpServletResponse response) {
        return check(request, response, origin -> false);
    }

    /**
     * Checks a request and sets the response's CORS headers.
     *
     * @param application asked whether it lets in an origin that nothing else does; in lower case, without a default
     *     port
     * @return false when the origin is refused
     */
    public boolean check(
            HttpServletRequest request, HttpServletResponse response, Predicate<? super String> application) {
        if (!any) {
            response.addHeader("Vary", "Origin");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        if (any) {
            response.setHeader("Access-Control-Allow-Origin", ANY);
            setList(response, "Access-Control-Expose-Headers", options.exposedHeaders());
            return true;
        }
        boolean own = isOwn(origin, request);
        if (!own && !isAllowed(normalized(origin), application)) {
            return false;
        }
        if (!own || othersAreConfigured()) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            if (options.credentials()) {
                response.setHeader("Access-Control-Allow-Credentials", "true");
            }
            setList(response, "Access-Control-Expose-Headers", options.exposedHeaders());
        }
        return true;
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        String site = proxies.site(request);
        return origin.equals(site) || normalized(origin).equals(normalized(site));
    }

    private boolean isAllowed(String normalized, Predicate<? super String> application) {
        return isConfigured(normalized) || application.test(normalized);
    }

    private boolean isConfigured(String normalized) {
        return listed.contains(normalized)
                || options.pattern()
                        .filter(pattern -> normalized.length() <= MAX_MATCHED)
                        .filter(pattern -> pattern.matcher(normalized).matches())
                        .isPresent();
    }

    private boolean othersAreConfigured() {
        return !listed.isEmpty() || options.pattern().isPresent();
    }

    /** Whether a request that has passed is, with the method OPTIONS, a preflight: other origins are let in. */
    boolean expectsPreflight(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return othersAreConfigured() || (origin != null && !isOwn(origin, request));
    }

    /**
     * Answers a preflight whose origin has passed.
     *
     * @return false when only its headers have been set, and the rest is the application's
     */
    public boolean preflight(HttpServletRequest request, HttpServletResponse response) {
        setList(response, "Access-Control-Allow-Methods", options.methods());
        String asked = request.getHeader("Access-Control-Request-Headers");
        if (!options.allowedHeaders().isEmpty()) {
            setList(response, "Access-Control-Allow-Headers", options.allowedHeaders());
        } else if (asked != null) {
            response.setHeader("Access-Control-Allow-Headers", asked);
            response.addHeader("Vary", "Access-Control-Request-Headers");
        }
        if (!options.maxAge().equals(CorsOptions.USUAL_MAX_AGE)) {
            response.setHeader(
                    "Access-Control-Max-Age", Long.toString(options.maxAge().toSeconds()));
        }
        if (options.preflightContinue()) {
            return false;
        }
        response.setStatus(options.optionsSuccessStatus());
        response.setContentLength(0);
        return true;
    }

    private static void setList(HttpServletResponse response, String header, List<String> values) {
        if (!values.isEmpty()) {
            response.setHeader(header, String.join(",", values));
        }
    }

    /** Lower case, without a default port and a trailing slash; what is no origin stays as it is. */
    private static String normalized(String origin) {
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (scheme == null || host == null) {
                return origin;
            }
            scheme = switch (scheme) {
                case "ws" -> "http";
                case "wss" -> "https";
                default -> scheme;
            };
            int port = uri.getPort();
            boolean defaultPort = port < 0 || port == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + host + (defaultPort ? "" : ":" + port);
        } catch (URISyntaxException noOrigin) {
            return origin;
        }
    }
}
