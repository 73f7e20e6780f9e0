package ee.socketio.engine.websocket;

import ee.socketio.engine.UpgradeRequest;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/**
 * An {@link EngineEndpoint} that takes messages as a whole, which the container keeps until then. Open Liberty 26.0.0.3
 * decodes each part of a text by itself, and closes the connection where one ends within a character.
 */
public final class WholeMessageEndpoint extends Endpoint {
    private final EngineEndpoint endpoint = new EngineEndpoint();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        if (config.getUserProperties().get(EngineConfigurator.UPGRADE) instanceof UpgradeRequest upgrade) {
            // It hangs up on a larger one before it has come, and what it says then may be lost; up to there we do.
            int most = (int) Math.min(2L * upgrade.server().options().maxPayload(), Integer.MAX_VALUE);
            session.setMaxTextMessageBufferSize(most);
            session.setMaxBinaryMessageBufferSize(most);
        }
        endpoint.open(session, config);
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> endpoint.text(text, true));
        session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) bytes -> endpoint.binary(bytes, true));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (reason.getCloseCode() == CloseCodes.TOO_BIG) {
            endpoint.tooLarge();
        }
        endpoint.close();
    }

    @Override
    public void onError(Session session, Throwable problem) {
        endpoint.error(problem);
    }
}
