package ee.socketio.demo;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** The namespace of the demo page. */
@NamespaceEndpoint("/dcenter")
public class DataCenter {
    private static final Logger LOG = System.getLogger(DataCenter.class.getName());

    /** What {@code my_event} is answered with. */
    @JsonbPropertyOrder({"data", "count"})
    public record Response(Object data, int count) {}

    @OnConnect
    void connected() {
        LOG.log(Level.INFO, "client connected.");
    }

    @OnEvent("my_event")
    void myEvent(Socket socket, Map<String, Object> message) {
        LOG.log(Level.INFO, message);
        Object data = message.get("data");
        if (data == null) {
            throw new IllegalArgumentException("my_event: " + message + " (expected: an object with data)");
        }
        socket.emit("my_response", new Response(data, 1));
    }

    @OnDisconnect
    void disconnected() {
        LOG.log(Level.INFO, "client disconnected.");
    }
}
