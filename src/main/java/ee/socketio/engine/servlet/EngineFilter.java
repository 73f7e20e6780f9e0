package ee.socketio.engine.servlet;

import ee.socketio.engine.Admission;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.UpgradeRequest;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.Utf8;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that comes over HTTP below the path of Socket.IO, in the order of the protocol's checks: the browser's
 * script, the origin, the application's middlewares, the Engine.IO parameters, then long-polling. A WebSocket handshake
 * that has passed goes on to the container's endpoint with its {@link UpgradeRequest}.
 *
 * <p>It is registered before all other filters and for asynchronous requests, asks the container neither for
 * parameters, which could swallow a body, nor to make an HTTP session.
 */
public final class EngineFilter implements Filter {
    private final EngineServer server;
    private final OriginPolicy origins;
    private final @Nullable ClientFiles clientFiles;
    private final PollingOptions polling;
    private final List<? extends Filter> middlewares;
    private final RequestReader reader;
    private final String path;
    private final boolean slashless;

    /**
     * @param clientFiles null when the browser's script is not served
     * @param middlewares the application's own, in the order in which requests pass them
     * @param path where Socket.IO lives within the application, without a trailing slash
     * @param slashless whether it answers at that path, too, and not only below it
     */
    public EngineFilter(
            EngineServer server,
            OriginPolicy origins,
            @Nullable ClientFiles clientFiles,
            PollingOptions polling,
            List<? extends Filter> middlewares,
            RequestReader reader,
            String path,
            boolean slashless) {
        this.server = server;
        this.origins = origins;
        this.clientFiles = clientFiles;
        this.polling = polling;
        this.middlewares = List.copyOf(middlewares);
        this.reader = reader;
        this.path = path;
        this.slashless = slashless;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        if (!(servletRequest instanceof HttpServletRequest request)
                || !(servletResponse instanceof HttpServletResponse response)) {
            chain.doFilter(servletRequest, servletResponse);
            return;
        }
        String uri = request.getRequestURI();
        String below =
                uri.substring(Math.min(uri.length(), request.getContextPath().length()));
        if (below.startsWith(path + "/") || (slashless && below.equals(path))) {
            serve(request, response, below.substring(path.length()), chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** @param file what follows the path of Socket.IO */
    private void serve(HttpServletRequest request, HttpServletResponse response, String file, FilterChain chain)
            throws IOException, ServletException {
        if (!origins.check(request, response, origin -> server.allowsOrigin(origin, reader.read(request)))) {
            server.refused(reader.read(request), new ProtocolException(ProtocolError.FORBIDDEN, "Origin: not allowed"));
            writeError(response, ProtocolError.FORBIDDEN, null);
            return;
        }
        if (request.getMethod().equals("OPTIONS") && origins.expectsPreflight(request)) {
            if (!origins.preflight(request, response)) {
                chain.doFilter(request, response);
            }
            return;
        }
        if (clientFiles != null && file.startsWith("/") && clientFiles.contains(file.substring(1))) {
            clientFiles.serve(file.substring(1), request, response);
            return;
        }
        Middlewares way = new Middlewares(middlewares, (passed, answer) -> serveEngine(passed, answer, chain));
        try {
            way.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (way.isPassed()) {
                throw e;
            }
            server.fault("HttpMiddleware", e);
            server.refused(reader.read(request), new ProtocolException(ProtocolError.BAD_REQUEST, "middleware: " + e));
            if (!response.isCommitted()) {
                response.resetBuffer();
                writeError(response, ProtocolError.BAD_REQUEST, null);
            }
        }
    }

    private void serveEngine(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        EngineRequest engineRequest = reader.read(request);
        boolean upgrade = isUpgrade(request);
        if (upgrade && !isQuery(Objects.toString(request.getQueryString(), ""))) {
            server.refused(engineRequest, new ProtocolException(ProtocolError.BAD_REQUEST, "query: not one of a URI"));
            writeError(response, ProtocolError.BAD_REQUEST, null);
            return;
        }
        Admission admission;
        try {
            admission = server.admit(engineRequest, upgrade);
        } catch (ProtocolException e) {
            if (e.error() == ProtocolError.SHUTTING_DOWN) {
                response.setHeader("Retry-After", Long.toString(server.retryAfter()));
            }
            writeError(response, e.error(), e.error() == ProtocolError.FORBIDDEN ? e.getMessage() : null);
            return;
        }
        server.addHeaders(engineRequest, admission, response::addHeader);
        if (upgrade) {
            new UpgradeRequest(server, engineRequest, admission).enter();
            try {
                chain.doFilter(new EndpointRequest(request), response);
            } finally {
                UpgradeRequest.leave();
            }
        } else if (admission instanceof Admission.Handshake handshake) {
            open(request, response, engineRequest, handshake);
        } else if (admission instanceof Admission.Existing existing) {
            exchange(request, response, existing.session());
        }
    }

    /** Tomcat makes a URI of the request for the endpoint, and what cannot be one is its error 500 with a stack trace. */
    private static boolean isQuery(String query) {
        try {
            URI unused = new URI("?" + query);
            return true;
        } catch (URISyntaxException noQuery) {
            return false;
        }
    }

    private void open(
            HttpServletRequest request,
            HttpServletResponse response,
            EngineRequest opening,
            Admission.Handshake handshake)
            throws IOException {
        String b64 = opening.parameter("b64");
        PollingTransport transport =
                new PollingTransport(handshake.revision(), b64 != null && !b64.isEmpty(), opening.parameter("j"));
        PollExchange exchange = new PollExchange(request, response, polling);
        transport.handshake(exchange);
        if (server.open(opening, handshake, transport) == null) {
            writeError(response, ProtocolError.BAD_REQUEST, null);
            return;
        }
        SessionCookie cookie = polling.cookie();
        if (cookie != null) {
            response.addHeader("Set-Cookie", cookie.header(handshake.id()));
        }
        exchange.leaveContainerThread();
    }

    private void exchange(HttpServletRequest request, HttpServletResponse response, EngineSession session)
            throws IOException {
        if (!(session.carrier() instanceof PollingTransport transport)) {
            // The upgrade was completed between the check and here.
            writeError(response, ProtocolError.BAD_REQUEST, null);
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> transport.poll(session, new PollExchange(request, response, polling));
            case "POST" ->
                PostExchange.start(
                        request, response, session, transport, server.options().maxPayload());
            default -> {
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
                response.setHeader("Allow", "GET, POST");
                response.setContentLength(0);
            }
        }
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return request.getMethod().equals("GET") && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Answers with an error of the protocol. */
    static void writeError(HttpServletResponse response, ProtocolError error, @Nullable String message)
            throws IOException {
        String json = message == null ? error.body() : error.body(message);
        byte[] body = Utf8.encode(json);
        response.setStatus(error.status());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
