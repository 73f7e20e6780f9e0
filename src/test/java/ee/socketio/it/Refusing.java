package ee.socketio.it;

import ee.socketio.ConnectionRefused;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import java.util.Map;

/** A namespace that nobody gets into. */
@NamespaceEndpoint("/refusing")
public class Refusing {

    @OnConnect
    void connected() {
        throw new ConnectionRefused("not today", Map.of("retry", "tomorrow"));
    }
}
