package ee.socketio.process;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A container's side of a WebSocket, which notes what is sent. */
final class FakeSession {
    private final Map<String, Object> properties = new HashMap<>();
    private final Map<Object, Object> handlers = new HashMap<>();

    /** The names of the methods that were called to send. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    /** Whether sending fails. */
    volatile boolean broken;

    /** What sending a text takes. */
    volatile Runnable delay = () -> {};

    private final RemoteEndpoint.Basic remote = (RemoteEndpoint.Basic) Proxy.newProxyInstance(
            FakeSession.class.getClassLoader(),
            new Class<?>[] {RemoteEndpoint.Basic.class},
            (proxy, method, args) -> send(method.getName()));

    final Session session = (Session) Proxy.newProxyInstance(
            FakeSession.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, args) -> switch (method.getName()) {
                case "getBasicRemote" -> remote;
                case "getUserProperties" -> properties;
                case "setMaxIdleTimeout" -> null;
                case "addMessageHandler" -> handlers.put(args[0], args[1]);
                case "close" -> closed.complete((CloseReason) args[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private Object send(String what) throws IOException {
        if (what.equals("sendText")) {
            delay.run();
        }
        if (broken) {
            throw new IOException("broken");
        }
        sent.add(what);
        return null;
    }

    /** Waits until something was sent by that method. */
    void awaitSent(String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!sent.contains(what)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** A text of the client. */
    @SuppressWarnings("unchecked")
    void receive(String text) {
        ((MessageHandler.Partial<String>) handlers.get(String.class)).onMessage(text, true);
    }
}
