package ee.socketio.engine.websocket;

import ee.socketio.engine.UpgradeRequest;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the admitted handshake to the endpoint and refuses all that the Filter has not seen. The configuration's user
 * properties are copied for each connection by the containers.
 */
public class EngineConfigurator extends ServerEndpointConfig.Configurator {
    static final String UPGRADE = UpgradeRequest.class.getName();

    /** The origin has been checked by the Filter, if it was there. */
    @Override
    public boolean checkOrigin(String origin) {
        return current() != null;
    }

    /** None unless it was asked for: Tomcat and Jetty would compress each message of a connection otherwise. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        UpgradeRequest upgrade = current();
        return upgrade != null && upgrade.server().options().perMessageDeflate()
                ? super.getNegotiatedExtensions(installed, requested)
                : List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        UpgradeRequest upgrade = current();
        if (upgrade != null) {
            config.getUserProperties().put(UPGRADE, upgrade);
        }
    }

    /** The admitted handshake this thread is negotiating, or null. */
    @Nullable
    protected UpgradeRequest current() {
        return UpgradeRequest.current();
    }
}
