package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An engine of {@link EchoApplication}, wherever that is deployed. */
final class EchoServer {
    private final URI application;
    private final URI base;

    EchoServer(URI application, EchoVariant variant) {
        this.application = application;
        base = application.resolve(variant.folder());
    }

    /** The folder that {@code socket.io} is in; ends with a slash. */
    URI base() {
        return base;
    }

    /** Returns when the GET of a session is parked. */
    void awaitParked(String sid) {
        control("await-parked", sid, "");
    }

    void send(String sid, String data) {
        control("send", sid, data);
    }

    /** Sends 0, 1, 2 …, while this method returns. */
    void count(String sid, int messages) {
        control("count", sid, String.valueOf(messages));
    }

    void close(String sid) {
        control("close", sid, "");
    }

    /** How a session ends: reason and description. */
    String closing(String sid) {
        return control("tell-closing", sid, "");
    }

    private String control(String action, String sid, String argument) {
        try (RawPeer peer = new RawPeer(application)) {
            int length = argument.getBytes(StandardCharsets.UTF_8).length;
            peer.send("POST " + application.getPath() + "echo?do=" + action + "&sid=" + sid
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n" + argument);
            RawPeer.Response response = peer.response();
            assertThat(response.status()).as(action + " " + response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
