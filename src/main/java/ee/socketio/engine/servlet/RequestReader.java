package ee.socketio.engine.servlet;

import ee.socketio.engine.EngineRequest;
import ee.socketio.wire.engine.QueryString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes from an HTTP request what is needed after it. Headers, roles and HTTP session are taken when a request opens a
 * session, and not with each poll.
 *
 * @param roles which ones the application asks for
 * @param httpSession whether it wants to know of HTTP sessions; none is ever made
 * @param proxies who is believed when he says where a request came from
 */
public record RequestReader(Set<String> roles, boolean httpSession, TrustedProxies proxies) {

    EngineRequest read(HttpServletRequest request) {
        String query = request.getQueryString();
        Map<String, String> parameters = QueryString.parse(query == null ? "" : query);
        RequestHeaders headers = new RequestHeaders(request);
        boolean opening = parameters.getOrDefault("sid", "").isEmpty();
        return new EngineRequest(
                request.getMethod(),
                query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
                parameters,
                opening ? headers.kept() : headers,
                proxies.address(request),
                proxies.secure(request),
                request.getUserPrincipal(),
                opening ? roles(request) : Map.of(),
                opening && httpSession ? httpSession(request) : Optional.empty());
    }

    private Map<String, Boolean> roles(HttpServletRequest request) {
        Map<String, Boolean> answers = new HashMap<>();
        roles.forEach(role -> answers.put(role, request.isUserInRole(role)));
        return Collections.unmodifiableMap(answers);
    }

    private static Optional<String> httpSession(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(HttpSession::getId);
    }
}
