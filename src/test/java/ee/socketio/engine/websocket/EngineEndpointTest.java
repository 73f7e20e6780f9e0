package ee.socketio.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.Admission;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.SessionListener;
import ee.socketio.engine.TrafficListener;
import ee.socketio.engine.UpgradeRequest;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.TextPacket;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the endpoint makes of a message's parts. */
final class EngineEndpointTest {
    private static final String HALF = "x".repeat(500);

    private final List<String> came = new ArrayList<>();
    private final WebSocketFixture container = new WebSocketFixture(this::listener);
    private final EngineServer server = container.server;
    private final EngineEndpoint endpoint = opened();
    private boolean listenerFails;

    private SessionListener listener(EngineSession session) {
        session.observe(new TrafficListener() {
            @Override
            public void received(EnginePacket packet) {
                came.add(((TextPacket) packet).data());
            }
        });
        return new SessionListener() {
            @Override
            public void opened() {}

            @Override
            public void text(TextPacket packet) {}

            @Override
            public void binary(BinaryPacket packet) {}

            @Override
            public void closed(CloseReason reason, String description) {
                came.add(reason.text() + ": " + description);
                if (listenerFails) {
                    throw new IllegalStateException("a listener's");
                }
            }
        };
    }

    private EngineEndpoint opened() {
        EngineRequest request = new EngineRequest("GET", "/socket.io/", Map.of(), Map.of(), "192.0.2.1", false, null);
        Admission admission = new Admission.Handshake(EngineRevision.V4, server.newId());
        container.properties.put(EngineConfigurator.UPGRADE, new UpgradeRequest(server, request, admission));
        EngineEndpoint opened = new EngineEndpoint();
        opened.open(container.webSocket(), container.config());
        return opened;
    }

    @Test
    void partsAreOneMessage() {
        endpoint.text("4a", false);
        endpoint.text("b", false);
        endpoint.text("c", true);
        endpoint.text("4d", true);

        assertThat(came).containsExactly("abc", "d");
    }

    @Test
    void messageThatIsTooLargeIsTheLast() {
        endpoint.text("4" + HALF, false);
        endpoint.text(HALF, false);
        endpoint.text("4tail", true);
        endpoint.text("4next", true);

        assertThat(came).containsExactly("transport error: Max payload size exceeded: > 900 bytes");
    }

    @Test
    void limitIsInBytes() {
        endpoint.text("4" + "\u20ac".repeat(299), true);
        assertThat(came).hasSize(1);

        endpoint.text("4" + "\u20ac".repeat(300), true);
        assertThat(came).hasSize(2).last().asString().startsWith("transport error: Max payload size exceeded");
    }

    @Test
    void whatIsMalformedClosesByTheThreadThatBroughtIt() {
        endpoint.text("garbage", true);

        assertThat(container.closes).containsExactly(CloseCodes.NORMAL_CLOSURE);
        assertThat(container.elsewhere).isEmpty();
    }

    @Test
    void connectionIsClosedThoughAListenerFails() {
        listenerFails = true;

        assertThatThrownBy(() -> endpoint.text("4" + HALF + HALF, true)).hasMessage("a listener's");

        assertThat(container.closes).containsExactly(CloseCodes.TOO_BIG);
    }

    @Test
    void threadThatBringsTooMuchDoesNotWaitWhereManyWait() {
        int permits = server.patience().drainPermits();

        endpoint.text("4" + HALF + HALF, true);
        assertThat(container.closes).isEmpty();
        container.elsewhere.remove().run();

        assertThat(container.closes).containsExactly(CloseCodes.TOO_BIG);
        assertThat(permits).isPositive();
        assertThat(server.patience().availablePermits()).isZero();
    }

    @Test
    void whatOtherThreadsCloseIsClosedElsewhere() {
        server.sessions().forEach(session -> session.abort(CloseReason.FORCED_CLOSE, null));

        assertThat(container.closes).isEmpty();
        container.elsewhere.remove().run();
        assertThat(container.closes).containsExactly(CloseCodes.NORMAL_CLOSURE);
    }
}
