package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which pages may talk to the server, by polling and by WebSocket alike. */
abstract class OriginRules extends Rules {
    private static final String OPEN = "EIO=4&transport=polling";

    private static RawPeer.Response get(EchoServer server, String... headers) {
        return RawPeer.once(server.base(), OPEN, headers);
    }

    private static int webSocket(EchoServer server, String... headers) {
        return RawWebSocket.ask(server.base(), "EIO=4&transport=websocket", headers)
                .handshake()
                .status();
    }

    @Test
    void ownOriginAloneByDefault() {
        EchoServer echo = echo(EchoVariant.PLAIN);
        assertThat(get(echo).status()).isEqualTo(200);
        assertThat(get(echo, "Origin: http://localhost").status()).isEqualTo(200);
        assertThat(webSocket(echo, "Origin: http://localhost")).isEqualTo(101);

        for (String foreign :
                new String[] {"http://evil.example", "https://localhost", "http://localhost:81", "null"}) {
            RawPeer.Response refused = get(echo, "Origin: " + foreign);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(refused.header("access-control-allow-origin")).isNull();
            assertThat(refused.header("vary")).contains("Origin");
            assertThat(webSocket(echo, "Origin: " + foreign)).isEqualTo(403);
        }
    }

    @Test
    void listedOriginsAndTheOwn() {
        EchoServer echo = echo(EchoVariant.ONE_ORIGIN);
        RawPeer.Response listed = get(echo, "Origin: https://shop.example");

        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.header("access-control-allow-origin")).isEqualTo("https://shop.example");
        assertThat(get(echo, "Origin: http://localhost").status()).isEqualTo(200);
        assertThat(get(echo, "Origin: https://shop.example.evil").status()).isEqualTo(403);
        assertThat(webSocket(echo, "Origin: https://shop.example")).isEqualTo(101);
    }

    @Test
    void errorsCarryTheHeadersToo() {
        RawPeer.Response error = RawPeer.once(echo(EchoVariant.ANY_ORIGIN).base(), "EIO=4", "Origin: http://c.example");

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(error.header("access-control-allow-credentials")).isNull();
    }

    @Test
    void preflightIsAnsweredBeforeAnyCheck() {
        try (RawPeer peer = new RawPeer(echo(EchoVariant.ANY_ORIGIN).base())) {
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
    void originsThatMatchAsAWholeAreLetIn() {
        EchoServer echo = echo(EchoVariant.MATCHING_ORIGINS);
        RawPeer.Response matching = get(echo, "Origin: https://north.shop.example");

        assertThat(matching.status()).isEqualTo(200);
        assertThat(matching.header("access-control-allow-origin")).isEqualTo("https://north.shop.example");
        assertThat(matching.header("access-control-allow-credentials")).isEqualTo("true");
        assertThat(matching.header("access-control-expose-headers")).isEqualTo("X-Opening,X-Asked");
        assertThat(webSocket(echo, "Origin: https://NORTH.shop.example:443")).isEqualTo(101);
        assertThat(webSocket(echo, "Origin: https://shop.example")).isEqualTo(101);

        for (String foreign : new String[] {"https://north.shop.example.evil", "https://north-shop.example", "null"}) {
            assertThat(get(echo, "Origin: " + foreign).status()).isEqualTo(403);
            assertThat(webSocket(echo, "Origin: " + foreign)).isEqualTo(403);
        }
    }

    @Test
    void preflightTellsWhatIsConfigured() {
        RawPeer.Response answer = preflight(echo(EchoVariant.MATCHING_ORIGINS), "https://north.shop.example");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://north.shop.example");
        assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET,POST");
        assertThat(answer.header("access-control-allow-headers")).isEqualTo("X-Key,X-Token");
        assertThat(answer.header("access-control-max-age")).isEqualTo("600");
    }

    @Test
    void applicationLetsInWhoIsNotListed() {
        EchoServer echo = echo(EchoVariant.HOOKED);
        RawPeer.Response friend = get(echo, "Origin: https://friend.example");

        assertThat(friend.status()).isEqualTo(200);
        assertThat(friend.header("access-control-allow-origin")).isEqualTo("https://friend.example");
        assertThat(webSocket(echo, "Origin: https://friend.example")).isEqualTo(101);
        assertThat(preflight(echo, "https://friend.example").status()).isEqualTo(204);
        assertThat(get(echo, "Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(webSocket(echo, "Origin: https://evil.example")).isEqualTo(403);
        assertThat(preflight(echo, "https://evil.example").status()).isEqualTo(403);
    }

    private static RawPeer.Response preflight(EchoServer echo, String origin) {
        try (RawPeer peer = new RawPeer(echo.base())) {
            return peer.request(
                            "OPTIONS",
                            "",
                            "Origin: " + origin + "\r\nAccess-Control-Request-Method: POST\r\n"
                                    + "Access-Control-Request-Headers: x-other\r\n",
                            "")
                    .response();
        }
    }

    @Test
    void forwardedHeadersCountFromATrustedNetworkOnly() {
        String[] headers = {"Origin: https://shop.example", "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example"
        };
        EchoServer behindProxy = echo(EchoVariant.BEHIND_PROXY);

        assertThat(get(echo(EchoVariant.PLAIN), headers).status()).isEqualTo(403);
        assertThat(get(behindProxy, headers).status()).isEqualTo(200);
        assertThat(webSocket(behindProxy, headers)).isEqualTo(101);
    }
}
