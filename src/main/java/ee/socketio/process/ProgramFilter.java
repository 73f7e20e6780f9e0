package ee.socketio.process;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides over WebSocket handshakes before the container does: 404 when there is no program, 429 when as many run as
 * may, 403 for pages that may not connect. Everything else but those handshakes it leaves alone.
 */
public final class ProgramFilter implements Filter {
    private static final int TOO_MANY_REQUESTS = 429;

    /** Makes a WebSocket of an admitted request. */
    @FunctionalInterface
    public interface Upgrade {
        /** Leaves it to an endpoint that is registered at the request's path. */
        Upgrade REGISTERED = (request, response, chain) -> chain.doFilter(request, response);

        /** Upgrades, or answers why not. */
        void upgrade(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException;
    }

    private final PublishedProgram.Router router;
    private final ProcessLog log;
    private final Map<String, String> headers;
    private final Upgrade upgrade;

    /**
     * @param headers of the responses to handshakes that succeed
     */
    public ProgramFilter(PublishedProgram.Router router, ProcessLog log, Map<String, String> headers, Upgrade upgrade) {
        this.router = router;
        this.log = log;
        this.headers = Map.copyOf(headers);
        this.upgrade = upgrade;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        if (servletRequest instanceof HttpServletRequest request
                && servletResponse instanceof HttpServletResponse response
                && isHandshake(request)) {
            serve(request, response, chain);
        } else {
            chain.doFilter(servletRequest, servletResponse);
        }
    }

    private static boolean isHandshake(HttpServletRequest request) {
        String connection = request.getHeader("Connection");
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && connection != null
                && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = path(request);
        Optional<PublishedProgram.Route> route = router.find(path);
        if (route.isEmpty()) {
            ClientRequest unknown = ClientRequest.of(request, path, "", path, false);
            log.notFound(new ProcessLog.Subject(unknown, "", OptionalLong.empty()));
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "404 Not Found\n");
            return;
        }
        PublishedProgram program = route.get().program();
        ClientRequest described = ClientRequest.of(
                request,
                path,
                route.get().scriptName(),
                route.get().pathInfo(),
                program.terms().lookup());
        ProcessLog.Subject subject = ProcessLog.Subject.of(described, program.command());
        Optional<String> refusal = program.terms().origins().refusal(described);
        if (refusal.isPresent()) {
            log.refused(subject, refusal.get());
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "Forbidden\n500 Internal Error\n");
            return;
        }
        if (!program.server().isOpen()) {
            log.refused(subject, "the server stops");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "503 Service Unavailable\n");
            return;
        }
        if (!program.admit()) {
            log.exhausted(subject);
            refuse(response, TOO_MANY_REQUESTS, "429 Too Many Requests\n");
            return;
        }
        Visit visit = new Visit(program, described);
        visit.enter();
        try {
            headers.forEach(response::addHeader);
            upgrade.upgrade(request, response, chain);
        } finally {
            visit.leave();
        }
    }

    /** The path within the application, decoded. */
    public static String path(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String below =
                uri.substring(Math.min(uri.length(), request.getContextPath().length()));
        try {
            return URLDecoder.decode(below.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return below;
        }
    }

    private static void refuse(HttpServletResponse response, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
