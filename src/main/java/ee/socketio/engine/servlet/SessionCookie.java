package ee.socketio.engine.servlet;

import java.time.Duration;

/**
 * A cookie that carries a session's id, so that a load balancer sends all requests of a session to the same node. It is
 * set by the long-polling handshake alone: a WebSocket is one connection, and nothing reads the cookie on this side.
 *
 * @param name for example {@code io}
 * @param path where it is sent
 * @param domain for which hosts; empty for this one alone
 * @param maxAge how long it is kept; zero for as long as the browser runs
 * @param httpOnly whether scripts must not see it
 * @param secure whether it is sent over TLS alone
 * @param partitioned whether it is kept apart for each top-level site
 * @param priority {@code Low} or {@code High} when the browser has too many; empty for {@code Medium}, which it takes
 *     when it is not told
 * @param sameSite {@code Strict}, {@code Lax} or {@code None}, or empty to leave it out
 */
public record SessionCookie(
        String name,
        String path,
        String domain,
        Duration maxAge,
        boolean httpOnly,
        boolean secure,
        boolean partitioned,
        String priority,
        String sameSite) {

    /** The value of {@code Set-Cookie}. */
    String header(String sessionId) {
        StringBuilder header = new StringBuilder(name).append('=').append(sessionId);
        if (!maxAge.isZero()) {
            header.append("; Max-Age=").append(maxAge.toSeconds());
        }
        if (!domain.isEmpty()) {
            header.append("; Domain=").append(domain);
        }
        if (!path.isEmpty()) {
            header.append("; Path=").append(path);
        }
        header.append(httpOnly ? "; HttpOnly" : "").append(secure ? "; Secure" : "");
        header.append(partitioned ? "; Partitioned" : "");
        if (!priority.isEmpty()) {
            header.append("; Priority=").append(priority);
        }
        if (!sameSite.isEmpty()) {
            header.append("; SameSite=").append(sameSite);
        }
        return header.toString();
    }
}
