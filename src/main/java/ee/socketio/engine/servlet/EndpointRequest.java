package ee.socketio.engine.servlet;

import ee.socketio.engine.UpgradeRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket handshake as the container is to see it: at the one path at which the endpoint is registered, wherever
 * the application has its Socket.IO and whatever the client has put behind it.
 */
final class EndpointRequest extends HttpServletRequestWrapper {

    EndpointRequest(HttpServletRequest request) {
        super(request);
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

    /** The one there is: Open Liberty 26.0.0.3 would make one for each WebSocket. */
    @Override
    public @Nullable HttpSession getSession() {
        return super.getSession(false);
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return super.getSession(false);
    }
}
