package ee.socketio.it;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;

/** A namespace that nobody gets into, by mistake. */
@NamespaceEndpoint("/broken")
public class Broken {

    @OnConnect
    void connected() {
        throw new IllegalStateException("a secret of the server");
    }
}
