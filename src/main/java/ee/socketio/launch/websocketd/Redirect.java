package ee.socketio.launch.websocketd;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Sends whoever comes to {@code --redirport} to the server itself. */
final class Redirect extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient WebsocketdOptions options;

    Redirect(WebsocketdOptions options) {
        this.options = options;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getLocalPort() != options.redirectPort()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader(
                "Location", options.scheme("http") + "://" + request.getServerName() + ":" + options.port() + "/");
        response.setContentLength(0);
    }
}
