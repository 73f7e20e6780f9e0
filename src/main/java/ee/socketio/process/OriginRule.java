package ee.socketio.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages may connect.
 *
 * @param sameOrigin whether the page has to come from the host and port that it connects to
 * @param allowed {@code [scheme://]host[:port]}: without a scheme any, without a port any; empty for no such rule
 * @param strict whether both have to hold, for clients that are no pages and send no {@code Origin}, too, as websocketd
 *     has it; otherwise one suffices, and those clients are let in
 */
public record OriginRule(boolean sameOrigin, List<String> allowed, boolean strict) {

    private static final String NOT_LISTED = "Origin is not listed in allowed list";

    /** Everybody may connect. */
    public static final OriginRule ANY = new OriginRule(false, List.of(), false);

    /** Copies the list. */
    public OriginRule {
        allowed = List.copyOf(allowed);
    }

    /** As websocketd's {@code --sameorigin} and {@code --origin}. */
    public static OriginRule strict(boolean sameOrigin, List<String> allowed) {
        return new OriginRule(sameOrigin, allowed, true);
    }

    /** Own pages, and those that are listed; {@code *} for all. */
    public static OriginRule ownAnd(List<String> allowed) {
        return allowed.contains("*") ? ANY : new OriginRule(true, allowed, false);
    }

    /** Why a request is refused; empty when it is not. */
    Optional<String> refusal(ClientRequest request) {
        String origin = request.header("origin");
        if ((!sameOrigin && allowed.isEmpty()) || (origin.isEmpty() && !strict)) {
            return Optional.empty();
        }
        URI page = parse(origin);
        String authority = page.getRawAuthority() == null ? "" : page.getRawAuthority();
        boolean own = isSame(authority, "https".equals(page.getScheme()), request);
        boolean listed = allowed.stream().anyMatch(entry -> fits(entry, page, authority));
        if (!strict) {
            return own || listed ? Optional.empty() : Optional.of(NOT_LISTED);
        } else if (sameOrigin && !own) {
            return Optional.of("Same origin policy mismatch");
        }
        return listed || allowed.isEmpty() ? Optional.empty() : Optional.of(NOT_LISTED);
    }

    /** {@code null} and what is no URI come from nowhere. */
    private static URI parse(String origin) {
        try {
            return new URI(origin.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException noUri) {
            return URI.create("null");
        }
    }

    private boolean isSame(String authority, boolean tls, ClientRequest request) {
        String own = request.header("host").toLowerCase(Locale.ROOT);
        // A proxy may have ended the page's TLS: then this server knows less than the page of which port is meant.
        boolean ownTls = strict ? request.secure() : tls;
        return !authority.isEmpty()
                && Hosts.host(authority).equals(Hosts.host(own))
                && Hosts.port(authority, tls ? "443" : "80").equals(Hosts.port(own, ownTls ? "443" : "80"));
    }

    private static boolean fits(String entry, URI page, String authority) {
        String wanted = entry.toLowerCase(Locale.ROOT);
        int scheme = wanted.indexOf("://");
        if (scheme > 0) {
            if (!wanted.substring(0, scheme).equals(page.getScheme())) {
                return false;
            }
            wanted = wanted.substring(scheme + 3);
        }
        String port = Hosts.port(wanted, "");
        boolean tls = "https".equals(page.getScheme());
        return !authority.isEmpty()
                && Hosts.host(wanted).equals(Hosts.host(authority))
                && (port.isEmpty() || port.equals(Hosts.port(authority, tls ? "443" : "80")));
    }
}
