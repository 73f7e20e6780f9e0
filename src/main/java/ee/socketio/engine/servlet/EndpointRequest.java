package ee.socketio.engine.servlet;

import ee.socketio.engine.UpgradeRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket handshake as the container is to see it: at the one path at which the endpoint is registered, wherever
 * the application has its Socket.IO and whatever the client has put behind it.
 */
final class EndpointRequest extends HttpServletRequestWrapper {

    private EndpointRequest(HttpServletRequest request) {
        super(request);
    }

    /** The request itself when it is for that path already. */
    static HttpServletRequest of(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(UpgradeRequest.ENDPOINT_PATH) ? request : new EndpointRequest(request);
    }

    @Override
    public String getRequestURI() {
        return getContextPath() + UpgradeRequest.ENDPOINT_PATH;
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        url.setLength(url.length() - super.getRequestURI().length());
        return url.append(getRequestURI());
    }

    @Override
    public String getServletPath() {
        return UpgradeRequest.ENDPOINT_PATH;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }
}
