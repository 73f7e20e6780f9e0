package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

abstract class HandshakeRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.HOOKED);

    private RawPeer.Response get(String query, String... headers) {
        try (RawPeer peer = new RawPeer(echo.base())) {
            return peer.get(query, headers);
        }
    }

    @Test
    void openPacketOfRevision4() {
        RawPeer.Response response = get("EIO=4&transport=polling");

        assertThat(response.body())
                .matches("0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"\\],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000\\}");
        assertThat(response.contentType()).isEqualTo("text/plain;charset=utf-8");
    }

    @Test
    void openPacketOfRevision3HasItsLengthInFront() {
        assertThat(get("EIO=3&transport=polling").body()).matches("118:0\\{\"sid\":.*\"maxPayload\":1000000\\}");
    }

    @Test
    void openPacketForAScript() {
        RawPeer.Response response = get("EIO=3&transport=polling&j=0");

        assertThat(response.body()).matches("___eio\\[0\\]\\(\"118:0\\{\\\\\"sid\\\\\":.*\\}\"\\);");
        assertThat(response.contentType()).isEqualTo("text/javascript;charset=utf-8");
    }

    @Test
    void onlyDigitsOfTheIndexGetIntoTheScript() {
        assertThat(get("EIO=4&transport=polling&j=3;alert(1)").body()).startsWith("___eio[31](\"0{");
        assertThat(get("EIO=4&transport=polling&j=").body()).startsWith("___eio[](\"0{");
    }

    @Test
    void openPacketOnWebSocketOffersNoUpgrade() {
        try (RawWebSocket webSocket = RawWebSocket.open(echo.base(), "EIO=4&transport=websocket")) {
            assertThat(webSocket.nextText()).startsWith("0{\"sid\":\"").contains("\"upgrades\":[],");
        }
    }

    @Test
    void noUpgradeIsOfferedWhenSoSet() {
        EchoServer polling = echo(EchoVariant.NO_UPGRADE);
        try (RawPeer peer = new RawPeer(polling.base())) {
            RawPeer.Response handshake = peer.get("EIO=4&transport=polling");
            assertThat(handshake.body()).contains("\"upgrades\":[],");

            try (RawWebSocket candidate =
                    RawWebSocket.open(polling.base(), "EIO=4&transport=websocket&sid=" + handshake.sid())) {
                assertThat(candidate.nextCloseCode()).isEqualTo(1000);
            }
        }
    }

    @Test
    void cookieIsSetByThePollingHandshakeAlone() {
        RawPeer.Response handshake = get("EIO=4&transport=polling");
        String sid = handshake.sid();
        assertThat(handshake.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");

        try (RawPeer peer = new RawPeer(echo.base());
                RawWebSocket webSocket = RawWebSocket.open(echo.base(), "EIO=4&transport=websocket")) {
            assertThat(peer.post("EIO=4&transport=polling&sid=" + sid, "4x").header("set-cookie"))
                    .isNull();
            assertThat(peer.get("EIO=4&transport=polling&sid=" + sid).header("set-cookie"))
                    .isNull();
            assertThat(webSocket.handshake().header("set-cookie")).isNull();
        }
    }

    @Test
    void applicationRefusesOnBothTransports() {
        RawPeer.Response response = get("EIO=4&transport=polling", "X-Banned: Bob");
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"code\":4,\"message\":\"Bob, nope\"}");

        RawWebSocket refused = RawWebSocket.ask(echo.base(), "EIO=4&transport=websocket", "X-Banned: Bob");
        assertThat(refused.handshake().status()).isEqualTo(403);
    }

    @Test
    void applicationIsAskedOnceForASession() {
        RawPeer.Response handshake = get("EIO=4&transport=polling");
        String sid = handshake.sid();

        try (RawPeer peer = new RawPeer(echo.base());
                RawWebSocket upgrade =
                        RawWebSocket.open(echo.base(), "EIO=4&transport=websocket&sid=" + sid, "X-Banned: late")) {
            assertThat(peer.post("EIO=4&transport=polling&sid=" + sid, "4x", "X-Banned: late")
                            .status())
                    .isEqualTo(200);
            assertThat(upgrade.text("2probe").nextText()).isEqualTo("3probe");
            assertThat(upgrade.handshake().header("x-asked")).isEqualTo(handshake.header("x-asked"));
        }
    }

    @Test
    void applicationAddsHeadersToEveryResponse() {
        RawPeer.Response handshake = get("EIO=4&transport=polling");
        String query = "EIO=4&transport=polling&sid=" + handshake.sid();

        try (RawPeer peer = new RawPeer(echo.base());
                RawWebSocket webSocket = RawWebSocket.open(echo.base(), "EIO=4&transport=websocket")) {
            assertThat(handshake.header("x-opening")).isEqualTo("true");
            assertThat(peer.post(query, "4x").header("x-opening")).isEqualTo("false");
            assertThat(peer.get(query).header("x-opening")).isEqualTo("false");
            assertThat(webSocket.handshake().header("x-opening")).isEqualTo("true");
        }
    }

    @Test
    void noHttpSessionIsCreated() {
        try (RawPeer peer = new RawPeer(echo(EchoVariant.PLAIN).base())) {
            assertThat(peer.get("EIO=4&transport=polling").header("set-cookie")).isNull();
        }
    }
}
