package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which pages may talk to the server, by polling and by WebSocket alike. */
final class OriginIT {
    private static final String OPEN = "EIO=4&transport=polling";
    private final EngineTomcat.Settings settings = new EngineTomcat.Settings();

    private static RawPeer.Response get(EngineTomcat tomcat, String... headers) {
        try (RawPeer peer = new RawPeer(tomcat.base())) {
            return peer.get(OPEN, headers);
        }
    }

    private static int webSocket(EngineTomcat tomcat, String... headers) {
        return RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket", headers)
                .handshake()
                .status();
    }

    @Test
    void ownOriginAloneByDefault() {
        try (EngineTomcat tomcat = settings.start()) {
            assertThat(get(tomcat).status()).isEqualTo(200);
            assertThat(get(tomcat, "Origin: http://localhost").status()).isEqualTo(200);
            assertThat(webSocket(tomcat, "Origin: http://localhost")).isEqualTo(101);

            for (String foreign :
                    new String[] {"http://evil.example", "https://localhost", "http://localhost:81", "null"}) {
                RawPeer.Response refused = get(tomcat, "Origin: " + foreign);
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
                assertThat(refused.header("access-control-allow-origin")).isNull();
                assertThat(refused.header("vary")).contains("Origin");
                assertThat(webSocket(tomcat, "Origin: " + foreign)).isEqualTo(403);
            }
        }
    }

    @Test
    void listedOriginsAndTheOwn() {
        settings.origins = Set.of("https://shop.example");
        try (EngineTomcat tomcat = settings.start()) {
            RawPeer.Response listed = get(tomcat, "Origin: https://shop.example");
            assertThat(listed.status()).isEqualTo(200);
            assertThat(listed.header("access-control-allow-origin")).isEqualTo("https://shop.example");
            assertThat(get(tomcat, "Origin: http://localhost").status()).isEqualTo(200);
            assertThat(get(tomcat, "Origin: https://shop.example.evil").status())
                    .isEqualTo(403);
            assertThat(webSocket(tomcat, "Origin: https://shop.example")).isEqualTo(101);
        }
    }

    @Test
    void errorsCarryTheHeadersToo() {
        settings.origins = Set.of("*");
        try (EngineTomcat tomcat = settings.start();
                RawPeer peer = new RawPeer(tomcat.base())) {
            RawPeer.Response error = peer.get("EIO=4", "Origin: http://c.example");
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(error.header("access-control-allow-credentials")).isNull();
        }
    }

    @Test
    void preflightIsAnsweredBeforeAnyCheck() {
        settings.origins = Set.of("*");
        try (EngineTomcat tomcat = settings.start();
                RawPeer peer = new RawPeer(tomcat.base())) {
            RawPeer.Response answer = peer.request(
                            "OPTIONS", "", "Origin: http://c.example\r\nAccess-Control-Request-Headers: x-key\r\n", "")
                    .response();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
            assertThat(answer.header("access-control-allow-headers")).isEqualTo("x-key");
            assertThat(answer.header("vary")).contains("Access-Control-Request-Headers");
        }
    }

    @Test
    void forwardedHeadersCountFromATrustedNetworkOnly() {
        String[] headers = {"Origin: https://shop.example", "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example"
        };
        try (EngineTomcat direct = settings.start()) {
            assertThat(get(direct, headers).status()).isEqualTo(403);
        }
        settings.trustedProxies = Set.of("127.0.0.0/8");
        try (EngineTomcat behindProxy = settings.start()) {
            assertThat(get(behindProxy, headers).status()).isEqualTo(200);
            assertThat(webSocket(behindProxy, headers)).isEqualTo(101);
        }
    }
}
