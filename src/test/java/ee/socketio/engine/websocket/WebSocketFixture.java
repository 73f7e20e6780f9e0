package ee.socketio.engine.websocket;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.SessionListener;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** A server whose executor only remembers its tasks, and one WebSocket of a container that sends nothing anywhere. */
final class WebSocketFixture {
    static final int MAX_PAYLOAD = 900;

    final Map<String, Object> properties = new HashMap<>();

    /** How the WebSocket was closed, each time it was. */
    final List<CloseReason.CloseCode> closes = new ArrayList<>();

    /** What other threads are to do. */
    final Queue<Runnable> elsewhere = new ArrayDeque<>();

    final EngineServer server;
    private boolean gone;

    WebSocketFixture(SessionListener.Factory listeners) {
        server = new EngineServer(
                new EngineOptions(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        MAX_PAYLOAD,
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
                elsewhere::add,
                listeners);
    }

    Session webSocket() {
        return proxy(Session.class);
    }

    EndpointConfig config() {
        return proxy(EndpointConfig.class);
    }

    /** From now on it refuses whatever it is asked, as Tomcat's does once it has been closed. */
    void beGone() {
        gone = true;
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer(method.getName(), arguments)));
    }

    private Object answer(String method, Object[] arguments) {
        if (gone) {
            throw new IllegalStateException("closed");
        }
        return switch (method) {
            case "getUserProperties" -> properties;
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class);
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class);
            case "getBatchingAllowed" -> true;
            case "close" -> {
                closes.add(((CloseReason) arguments[0]).getCloseCode());
                yield null;
            }
            default -> null;
        };
    }
}
