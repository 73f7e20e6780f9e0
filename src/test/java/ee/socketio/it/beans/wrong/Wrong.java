package ee.socketio.it.beans.wrong;

import ee.socketio.DisconnectReason;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnEvent;
import ee.socketio.PathParam;
import jakarta.validation.constraints.NotBlank;

/** Three methods that cannot be handlers, and on a server without Bean Validation one more. */
@NamespaceEndpoint("/wrong/{room}")
public class Wrong {
    @OnConnect
    void connected(DisconnectReason reason) {}

    @OnEvent
    void say(@PathParam("place") String place) {}

    @OnEvent
    static void shared() {}

    @OnEvent
    void name(@NotBlank String name) {}
}
