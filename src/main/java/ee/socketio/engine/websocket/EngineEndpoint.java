package ee.socketio.engine.websocket;

import ee.socketio.engine.Admission;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.Transport.Farewell;
import ee.socketio.engine.UpgradeRequest;
import ee.socketio.wire.engine.EnginePacket;
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
import java.util.function.BiFunction;
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
    private StringBuilder text = new StringBuilder(0);
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    /** The size of the message whose parts are coming, in bytes. */
    private long received;

    /** The connection is there. */
    @OnOpen
    public void open(Session webSocket, EndpointConfig config) {
        webSocket.setMaxIdleTimeout(0);
        if (!(config.getUserProperties().get(EngineConfigurator.UPGRADE) instanceof UpgradeRequest upgrade)) {
            WebSocketTransport.close(webSocket, CloseCodes.NORMAL_CLOSURE);
            return;
        }
        // Containers keep the properties for as long as the connection, the request would stay with them.
        config.getUserProperties().remove(EngineConfigurator.UPGRADE);
        webSocket.getUserProperties().remove(EngineConfigurator.UPGRADE);
        EngineServer server = upgrade.server();
        maxBytes = server.options().maxPayload();
        String b64 = upgrade.request().parameter("b64");
        boolean base64 = b64 != null && !b64.isEmpty();
        if (upgrade.admission() instanceof Admission.Handshake handshake) {
            revision = handshake.revision();
            transport = new WebSocketTransport(webSocket, revision, base64, server);
            session = server.open(upgrade.request(), handshake, transport);
            if (session == null) {
                transport.close(Farewell.CLOSE);
            }
        } else if (upgrade.admission() instanceof Admission.Existing existing) {
            revision = existing.session().revision();
            WebSocketTransport candidate = new WebSocketTransport(webSocket, revision, base64, server);
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
        if (last && received == 0 && transport != null && part.length() <= maxBytes / Utf8.LONGEST) {
            // However many bytes it is, they are not too many.
            hand(part, FrameCodec::decode);
            return;
        }
        received += Utf8.length(part);
        if (startsWithin(part)) {
            // Half a character was counted as U+FFFD, of 3 bytes, twice; it is 4 bytes.
            received -= 2;
        }
        if (isUnwanted()) {
            return;
        }
        if (!last) {
            text.append(part);
            return;
        }
        String message = text.isEmpty() ? part : text.append(part).toString();
        // A message is rare that comes in parts: its room is given back.
        text = text.capacity() == 0 ? text : new StringBuilder(0);
        received = 0;
        hand(message, FrameCodec::decode);
    }

    /** Whether a part continues a surrogate pair. */
    private boolean startsWithin(String part) {
        return !text.isEmpty()
                && !part.isEmpty()
                && Character.isSurrogatePair(text.charAt(text.length() - 1), part.charAt(0));
    }

    /** A part of a binary message. */
    @OnMessage
    public void binary(byte[] part, boolean last) {
        received += part.length;
        if (isUnwanted()) {
            return;
        }
        if (!last) {
            bytes.writeBytes(part);
            return;
        }
        byte[] message = part;
        if (bytes.size() > 0) {
            bytes.writeBytes(part);
            message = bytes.toByteArray();
            bytes = new ByteArrayOutputStream(0);
        }
        received = 0;
        hand(message, FrameCodec::decode);
    }

    /** Whether nobody is there for the message, or it is larger than allowed, which ends the connection. */
    private boolean isUnwanted() {
        if (transport != null && received <= maxBytes) {
            return false;
        }
        tooLarge();
        return true;
    }

    /** A message has come that is larger than allowed. */
    void tooLarge() {
        WebSocketTransport current = transport;
        if (current != null) {
            text = new StringBuilder(0);
            bytes = new ByteArrayOutputStream(0);
            current.tooLarge();
            lost(CloseReason.TRANSPORT_ERROR, "Max payload size exceeded: > " + maxBytes + " bytes");
        }
    }

    private <T> void hand(T message, BiFunction<T, EngineRevision, EnginePacket> decoder) {
        WebSocketTransport from = transport;
        EngineSession to = session;
        if (from == null || to == null) {
            return;
        }
        from.inCallback(() -> {
            try {
                to.received(from, decoder.apply(message, revision));
            } catch (ProtocolException e) {
                to.malformed(from, e);
            }
        });
    }

    /**
     * The connection has ended. Tomcat 10.1 forgets one in a hundred that are reset while their first frame is being
     * read among those it waits for: that must not keep the session.
     */
    @OnClose
    public void close() {
        WebSocketTransport ended = transport;
        if (ended != null) {
            ended.ended();
        }
        lost(CloseReason.TRANSPORT_CLOSE, null);
        transport = null;
        session = null;
    }

    /** The connection has failed, which the containers tell in different ways, or this side has. */
    @OnError
    public void error(Throwable problem) {
        WebSocketTransport from = transport;
        EngineSession of = session;
        if (problem instanceof IOException) {
            lost(CloseReason.TRANSPORT_CLOSE, problem.toString());
        } else if (from != null && of != null) {
            from.inCallback(() -> of.fault(from, problem));
        }
    }

    private void lost(CloseReason reason, @Nullable String description) {
        WebSocketTransport from = transport;
        EngineSession of = session;
        if (from != null && of != null) {
            from.inCallback(() -> of.lost(from, reason, description));
        }
    }
}
