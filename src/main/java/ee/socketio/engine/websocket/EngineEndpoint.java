package ee.socketio.engine.websocket;

import ee.socketio.engine.Admission;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.Transport.Farewell;
import ee.socketio.engine.UpgradeRequest;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.FrameCodec;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.Utf8;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: opens a session or probes for one, and hands up what arrives, frame by frame.
 *
 * <p>The container creates one instance for each connection and calls it by one thread at a time.
 */
@ServerEndpoint(value = UpgradeRequest.ENDPOINT_PATH, configurator = EngineConfigurator.class)
public final class EngineEndpoint {
    private @Nullable EngineSession session;
    private @Nullable WebSocketTransport transport;
    private EngineRevision revision = EngineRevision.V4;
    private int maxBytes;
    private final StringBuilder text = new StringBuilder(0);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private int received;

    /** The connection is there. */
    @OnOpen
    public void open(Session webSocket, EndpointConfig config) {
        webSocket.setMaxIdleTimeout(0);
        if (!(config.getUserProperties().get(EngineConfigurator.UPGRADE) instanceof UpgradeRequest upgrade)) {
            WebSocketTransport.close(webSocket, CloseCodes.NORMAL_CLOSURE);
            return;
        }
        EngineServer server = upgrade.server();
        maxBytes = server.options().maxPayload();
        String b64 = upgrade.request().parameter("b64");
        boolean base64 = b64 != null && !b64.isEmpty();
        if (upgrade.admission() instanceof Admission.Handshake handshake) {
            revision = handshake.revision();
            transport = new WebSocketTransport(webSocket, revision, base64, server.executor());
            session = server.open(upgrade.request(), revision, transport);
        } else if (upgrade.admission() instanceof Admission.Existing existing) {
            revision = existing.session().revision();
            WebSocketTransport candidate = new WebSocketTransport(webSocket, revision, base64, server.executor());
            if (existing.session().probe(candidate)) {
                transport = candidate;
                session = existing.session();
            } else {
                candidate.close(Farewell.CLOSE);
            }
        }
    }

    /** A part of a text message. */
    @OnMessage
    public void text(String part, boolean last) {
        received += part.length() > maxBytes ? maxBytes : Utf8.length(part);
        if (isTooLarge()) {
            return;
        }
        if (last && text.isEmpty()) {
            received = 0;
            hand(part);
            return;
        }
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            text.trimToSize();
            received = 0;
            hand(message);
        }
    }

    /** A part of a binary message. */
    @OnMessage
    public void binary(byte[] part, boolean last) {
        received += part.length;
        if (isTooLarge()) {
            return;
        }
        bytes.writeBytes(part);
        if (last) {
            byte[] message = bytes.toByteArray();
            bytes.reset();
            received = 0;
            hand(message);
        }
    }

    private boolean isTooLarge() {
        if (received <= maxBytes) {
            return false;
        }
        WebSocketTransport current = transport;
        if (current != null) {
            text.setLength(0);
            bytes.reset();
            current.closeTooLarge();
            lost(CloseReason.TRANSPORT_ERROR, "Max payload size exceeded: > " + maxBytes + " bytes");
        }
        return true;
    }

    private void hand(String message) {
        WebSocketTransport from = transport;
        EngineSession to = session;
        if (from == null || to == null) {
            return;
        }
        try {
            to.received(from, FrameCodec.decode(message, revision));
        } catch (ProtocolException e) {
            to.malformed(from, e);
        }
    }

    private void hand(byte[] message) {
        WebSocketTransport from = transport;
        EngineSession to = session;
        if (from == null || to == null) {
            return;
        }
        try {
            to.received(from, FrameCodec.decode(message, revision));
        } catch (ProtocolException e) {
            to.malformed(from, e);
        }
    }

    /** The connection has ended. */
    @OnClose
    public void close() {
        lost(CloseReason.TRANSPORT_CLOSE, null);
    }

    /** The connection has failed; the containers differ in whether they close it as well. */
    @OnError
    public void error(Throwable problem) {
        lost(
                problem instanceof IOException ? CloseReason.TRANSPORT_CLOSE : CloseReason.TRANSPORT_ERROR,
                problem.toString());
    }

    private void lost(CloseReason reason, @Nullable String description) {
        WebSocketTransport from = transport;
        EngineSession of = session;
        if (from != null && of != null) {
            of.lost(from, reason, description);
        }
    }
}
