package ee.socketio.boot;

import ee.socketio.engine.UpgradeRequest;
import ee.socketio.engine.websocket.EngineConfigurator;
import ee.socketio.engine.websocket.EngineEndpoint;
import ee.socketio.engine.websocket.WholeMessageEndpoint;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;

/**
 * Upgrades admitted WebSocket handshakes in the place of the container, for one of two reasons.
 *
 * <p>Jetty 12.0.31 and GlassFish 7.0.21 look for an endpoint by the path that the client asked for, whatever the filters
 * before have made of it, and so find ours at the default path alone. Open Liberty 26.0.0.3 needs {@link
 * WholeMessageEndpoint}.
 */
public final class DirectUpgrade implements Filter {
    private final Filter admission;
    private final ServerEndpointConfig endpoint;

    private DirectUpgrade(Filter admission, Class<?> endpoint) {
        this.admission = admission;
        this.endpoint = ServerEndpointConfig.Builder.create(endpoint, UpgradeRequest.ENDPOINT_PATH)
                .configurator(new EngineConfigurator())
                .build();
    }

    /**
     * What a container is to have as its filter.
     *
     * @param admission what decides over handshakes, and is enough elsewhere
     */
    public static Filter around(Filter admission, ServletContext context) {
        String server = context.getServerInfo();
        if (server.startsWith("jetty/") || server.startsWith("Eclipse GlassFish")) {
            return new DirectUpgrade(admission, EngineEndpoint.class);
        }
        return server.contains("Liberty") ? new DirectUpgrade(admission, WholeMessageEndpoint.class) : admission;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        admission.doFilter(request, response, (passed, answer) -> {
            if (UpgradeRequest.current() == null) {
                chain.doFilter(passed, answer);
            } else {
                upgrade(passed, answer);
            }
        });
    }

    private void upgrade(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        if (!(request.getServletContext().getAttribute(ServerContainer.class.getName())
                instanceof ServerContainer container)) {
            throw new ServletException("the container has no WebSocket");
        }
        try {
            container.upgradeHttpToWebSocket(request, response, endpoint, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }
}
