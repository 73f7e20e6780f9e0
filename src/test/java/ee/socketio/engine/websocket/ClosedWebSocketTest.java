package ee.socketio.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.TextPacket;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A WebSocket that was closed while somebody was about to send. */
final class ClosedWebSocketTest {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<String, Object> properties = new HashMap<>();
    private final List<String> outcomes = new ArrayList<>();
    private final EngineServer server = new EngineServer(
            new EngineOptions(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    1_000_000,
                    1_000_000,
                    QueuePolicy.DISCONNECT,
                    Set.of(TransportName.WEBSOCKET),
                    true,
                    true,
                    false,
                    "",
                    EngineOptions.SOME_WAITING),
            EngineHooks.NONE,
            new Sweeper(System::nanoTime),
            Runnable::run,
            session -> {
                throw new AssertionError("no session");
            });

    /** Tomcat's session refuses whatever it is asked, once it has been closed. */
    private Object answer(String method) {
        if (closed.get()) {
            throw new IllegalStateException("closed");
        }
        return switch (method) {
            case "getUserProperties" -> properties;
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class);
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class);
            case "getBatchingAllowed" -> true;
            default -> null;
        };
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer(method.getName())));
    }

    @Test
    void sendingFailsAndLetsTheNextOneWait() {
        WebSocketTransport transport = new WebSocketTransport(proxy(Session.class), EngineRevision.V4, false, server);
        int permits = server.patience().availablePermits();
        closed.set(true);

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
        assertThat(server.patience().availablePermits()).isEqualTo(permits);
    }
}
