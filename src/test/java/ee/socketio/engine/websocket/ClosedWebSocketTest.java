package ee.socketio.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.TextPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A WebSocket that was closed while somebody was about to send. */
final class ClosedWebSocketTest {
    private final List<String> outcomes = new ArrayList<>();
    private final WebSocketFixture container = new WebSocketFixture(session -> {
        throw new AssertionError("no session");
    });

    @Test
    void sendingFailsAndLetsTheNextOneWait() {
        WebSocketTransport transport =
                new WebSocketTransport(container.webSocket(), EngineRevision.V4, false, container.server);
        int permits = container.server.patience().availablePermits();
        container.beGone();

        transport.sendPatiently(
                List.of(OutboundMessage.of(List.of(TextPacket.NOOP), true)), new Transport.Completion() {
                    @Override
                    public void sent() {
                        outcomes.add("sent");
                    }

                    @Override
                    public void unsent() {
                        outcomes.add("unsent");
                    }

                    @Override
                    public void failed(String description) {
                        outcomes.add(description);
                    }
                });

        assertThat(outcomes).containsExactly("java.lang.IllegalStateException: closed");
        assertThat(container.server.patience().availablePermits()).isEqualTo(permits);
    }
}
