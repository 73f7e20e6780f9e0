package ee.socketio.push;

import ee.socketio.wire.engine.ProtocolException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells who calls: whom the container knows in the role {@value #ROLE}, who presents a token, or, where no token has been
 * configured, who is on this machine.
 */
final class Callers {
    /** What the server's own security calls those who may push to all namespaces. */
    private static final String ROLE = "push";

    private static final String BEARER = "Bearer ";
    private static final Pattern NO_NAME = Pattern.compile("(?i)(localhost|\\d+(\\.\\d+){3}|\\[[0-9a-f:.]+])(:\\d+)?");

    private final PushOptions options;

    Callers(PushOptions options) {
        this.options = options;
    }

    /** Who it is; empty for a stranger. */
    Optional<Caller> identify(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal != null && request.isUserInRole(ROLE)) {
            return Optional.of(new Caller("user " + ProtocolException.excerpt(principal.getName()), any -> true));
        }
        if (options.tokens().isEmpty()) {
            return isLocal(request) ? Optional.of(new Caller("local", any -> true)) : Optional.empty();
        }
        return token(request).map(token -> new Caller(token.toString(), token::opens));
    }

    private Optional<PushToken> token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        byte[] presented = PushToken.sha256(header.substring(BEARER.length()).trim());
        PushToken found = null;
        // All of them, so that the time does not tell which one it was.
        for (PushToken token : options.tokens()) {
            if (token.matches(presented)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Whether it comes from this machine itself. A page in a browser here that has its own name resolved to this
     * machine (DNS rebinding) does not count, for it has to name its own name.
     */
    private boolean isLocal(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null
                && NO_NAME.matcher(host).matches()
                && options.origin().apply(request).filter(options.local()).isPresent();
    }

    /** The address for the log: the nearest one that is not ours. */
    String address(HttpServletRequest request) {
        return ProtocolException.excerpt(
                options.origin().apply(request).orElseGet(() -> request.getRemoteAddr() + " (forwarded)"));
    }
}
