package ee.socketio.process;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** Hands an admitted handshake to the endpoint and refuses all that the Filter has not seen. */
final class ProgramConfigurator extends ServerEndpointConfig.Configurator {
    static final String VISIT = Visit.class.getName();

    @Override
    public boolean checkOrigin(String origin) {
        return Visit.current() != null;
    }

    /** None: websocketd compresses nothing. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Visit visit = Visit.current();
        if (visit != null) {
            config.getUserProperties().put(VISIT, visit);
            visit.accept();
        }
    }
}
