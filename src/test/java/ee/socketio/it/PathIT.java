package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server answers below a path that an administrator has chosen, and nowhere else. */
final class PathIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(
                Wars.file(), "--socketio.path=/live/chat", "--socketio.add-trailing-slash=false");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path) {
        URI address = server.base().resolve(path);
        return PollingPeer.exchange(HttpRequest.newBuilder(address));
    }

    @Test
    void handshakeIsServedThereWithAndWithoutTheSlash() {
        assertThat(get("live/chat/?EIO=4&transport=polling").body()).startsWith("0{\"sid\":\"");
        assertThat(get("live/chat?EIO=4&transport=polling").body()).startsWith("0{\"sid\":\"");
    }

    @Test
    void webSocketIsServedThere() throws IOException {
        try (RawPeer peer = new RawPeer(server.base())) {
            peer.send(
                    """
                    GET /live/chat/?EIO=4&transport=websocket HTTP/1.1\r
                    Host: localhost\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    \r
                    """);
            assertThat(peer.answer().status()).isEqualTo(101);
            assertThat(peer.frame()).startsWith("0{\"sid\":\"");
            assertThat(peer.frame("40").frame()).startsWith("40{\"sid\":\"");
        }
    }

    @Test
    void clientScriptIsServedThere() {
        HttpResponse<String> script = get("live/chat/socket.io.min.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).contains("Socket.IO");
    }

    @Test
    void usualPathIsTheApplications() {
        assertThat(get("socket.io/?EIO=4&transport=polling").statusCode()).isEqualTo(404);
        assertThat(get("socket.io/socket.io.min.js").statusCode()).isEqualTo(404);
    }
}
