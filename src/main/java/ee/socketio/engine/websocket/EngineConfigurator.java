package ee.socketio.engine.websocket;

import ee.socketio.engine.UpgradeRequest;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Hands the admitted handshake to the endpoint and refuses all that the Filter has not seen. The configuration's user
 * properties are copied for each connection by the containers.
 */
public final class EngineConfigurator extends ServerEndpointConfig.Configurator {
    static final String UPGRADE = UpgradeRequest.class.getName();

    /** The origin has been checked by the Filter, if it was there. */
    @Override
    public boolean checkOrigin(String origin) {
        return UpgradeRequest.current() != null;
    }

    /** None: Tomcat and Jetty would compress each message of a connection otherwise. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        UpgradeRequest upgrade = UpgradeRequest.current();
        if (upgrade != null) {
            config.getUserProperties().put(UPGRADE, upgrade);
        }
    }
}
