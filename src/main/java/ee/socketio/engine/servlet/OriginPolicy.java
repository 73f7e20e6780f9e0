package ee.socketio.engine.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pages may talk to the server. The own origin always may; others only when they are listed, by polling and by
 * WebSocket alike. A request without {@code Origin} comes from no foreign page and is let through.
 */
public final class OriginPolicy {
    private static final String ANY = "*";

    private final boolean any;
    private final Set<String> allowed;
    private final boolean credentials;
    private final TrustedProxies proxies;

    /**
     * @param allowed origins such as {@code https://shop.example}, or {@code *} for any; empty for the own one alone
     * @param credentials whether listed origins may send cookies; never granted to {@code *}
     * @param proxies who is believed when he says under which name and scheme the server is known
     */
    public OriginPolicy(Set<String> allowed, boolean credentials, TrustedProxies proxies) {
        this.any = allowed.contains(ANY);
        this.allowed = allowed.stream().map(OriginPolicy::normalized).collect(Collectors.toUnmodifiableSet());
        this.credentials = credentials;
        this.proxies = proxies;
    }

    /** Whether other origins than the own one were configured, so that their preflights are answered. */
    boolean answersPreflights() {
        return any || !allowed.isEmpty();
    }

    /** Checks a request and sets the response's CORS headers. False when the origin is refused. */
    public boolean check(HttpServletRequest request, HttpServletResponse response) {
        if (!any) {
            response.addHeader("Vary", "Origin");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        if (any) {
            response.setHeader("Access-Control-Allow-Origin", ANY);
            return true;
        }
        String normalized = normalized(origin);
        boolean own = normalized.equals(normalized(proxies.site(request)));
        if (!own && !allowed.contains(normalized)) {
            return false;
        }
        if (answersPreflights()) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            if (credentials) {
                response.setHeader("Access-Control-Allow-Credentials", "true");
            }
        }
        return true;
    }

    /** Answers a preflight whose origin has passed. */
    public static void preflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE");
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.setHeader("Access-Control-Allow-Headers", headers);
            response.addHeader("Vary", "Access-Control-Request-Headers");
        }
        response.setContentLength(0);
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
