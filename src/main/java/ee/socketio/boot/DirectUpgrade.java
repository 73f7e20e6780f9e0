package ee.socketio.boot;

import ee.socketio.engine.UpgradeRequest;
import ee.socketio.engine.websocket.EngineConfigurator;
import ee.socketio.engine.websocket.EngineEndpoint;
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
 * Upgrades admitted WebSocket handshakes where the container looks for an endpoint by the path that the client asked for,
 * whatever the filters before have made of it, and so finds ours at the default path alone: Jetty 12.0.31, and GlassFish
 * 7.0.21, which hides what filters do to a request from its WebSocket.
 */
public final class DirectUpgrade implements Filter {
    private final Filter admission;
    private final ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(
                    EngineEndpoint.class, UpgradeRequest.ENDPOINT_PATH)
            .configurator(new EngineConfigurator())
            .build();

    private DirectUpgrade(Filter admission) {
        this.admission = admission;
    }

    /**
     * What a container is to have as its filter.
     *
     * @param admission what decides over handshakes, and is enough elsewhere
     */
    public static Filter around(Filter admission, ServletContext context) {
        String server = context.getServerInfo();
        return server.startsWith("jetty/") || server.startsWith("Eclipse GlassFish")
                ? new DirectUpgrade(admission)
                : admission;
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
