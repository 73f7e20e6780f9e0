package ee.socketio.it;

import ee.socketio.Handshake;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnEvent;

/** Tells a client where the server thinks it comes from. */
@NamespaceEndpoint("/visitor")
public class Visitor {

    /** The answer. */
    public record Origin(String address, boolean secure) {}

    @OnEvent
    Origin origin(Handshake handshake) {
        return new Origin(handshake.address(), handshake.secure());
    }
}
