package ee.socketio.demo;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespace of the demo page. */
@NamespaceEndpoint("/dcenter")
public class DataCenter {
    private static final Logger LOG = System.getLogger(DataCenter.class.getName());

    /** What {@code my_event} is answered with. */
    record Response(@Nullable Object data, int count) {}

    @OnConnect
    void connected() {
        LOG.log(Level.INFO, "client connected.");
    }

    @OnEvent("my_event")
    void myEvent(Socket socket, @Nullable Map<String, Object> message) {
        LOG.log(Level.INFO, String.valueOf(message));
        if (message == null || !message.containsKey("data")) {
            throw new IllegalArgumentException("my_event: " + message + " (expected: an object with data)");
        }
        socket.emit("my_response", new Response(message.get("data"), 1));
    }

    @OnDisconnect
    void disconnected() {
        LOG.log(Level.INFO, "client disconnected.");
    }
}
