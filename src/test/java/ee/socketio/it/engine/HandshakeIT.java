package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.servlet.SessionCookie;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HandshakeIT {
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static EngineTomcat tomcat;

    private static final EngineHooks HOOKS = new EngineHooks() {
        @Override
        public Optional<String> refusal(EngineRequest opening) {
            ASKED.incrementAndGet();
            return opening.header("X-Banned").map(name -> name + ", nope");
        }

        @Override
        public void headers(EngineRequest request, boolean opening, BiConsumer<String, String> headers) {
            headers.accept("X-Opening", String.valueOf(opening));
        }
    };

    @BeforeAll
    static void start() {
        EngineTomcat.Settings settings = new EngineTomcat.Settings();
        settings.hooks = HOOKS;
        settings.cookie = new SessionCookie("io", "/", "", Duration.ZERO, true, false, false, "Lax");
        tomcat = settings.start();
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    private static RawPeer.Response get(String query, String... headers) {
        try (RawPeer peer = new RawPeer(tomcat.base())) {
            return peer.get(query, headers);
        }
    }

    @Test
    void openPacketOfRevision4() {
        RawPeer.Response response = get("EIO=4&transport=polling");

        assertThat(response.body())
                .matches("0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"\\],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000\\}");
        assertThat(response.header("content-type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    }

    @Test
    void openPacketOfRevision3HasItsLengthInFront() {
        assertThat(get("EIO=3&transport=polling").body()).matches("118:0\\{\"sid\":.*\"maxPayload\":1000000\\}");
    }

    @Test
    void openPacketForAScript() {
        RawPeer.Response response = get("EIO=3&transport=polling&j=0");

        assertThat(response.body()).matches("___eio\\[0\\]\\(\"118:0\\{\\\\\"sid\\\\\":.*\\}\"\\);");
        assertThat(response.header("content-type")).isEqualToIgnoringCase("text/javascript;charset=UTF-8");
    }

    @Test
    void onlyDigitsOfTheIndexGetIntoTheScript() {
        assertThat(get("EIO=4&transport=polling&j=3;alert(1)").body()).startsWith("___eio[31](\"0{");
        assertThat(get("EIO=4&transport=polling&j=").body()).startsWith("___eio[](\"0{");
    }

    @Test
    void openPacketOnWebSocketOffersNoUpgrade() {
        try (RawWebSocket webSocket = RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket")) {
            assertThat(webSocket.nextText()).startsWith("0{\"sid\":\"").contains("\"upgrades\":[],");
        }
    }

    @Test
    void noUpgradeIsOfferedWhenSoSet() {
        EngineTomcat.Settings settings = new EngineTomcat.Settings();
        settings.allowUpgrades = false;
        try (EngineTomcat polling = settings.start();
                RawPeer peer = new RawPeer(polling.base())) {
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

        try (RawPeer peer = new RawPeer(tomcat.base());
                RawWebSocket webSocket = RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket")) {
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

        RawWebSocket refused = RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket", "X-Banned: Bob");
        assertThat(refused.handshake().status()).isEqualTo(403);
    }

    @Test
    void applicationIsAskedOnceForASession() {
        ASKED.set(0);
        String sid = get("EIO=4&transport=polling").sid();

        try (RawPeer peer = new RawPeer(tomcat.base());
                RawWebSocket upgrade =
                        RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket&sid=" + sid, "X-Banned: late")) {
            assertThat(peer.post("EIO=4&transport=polling&sid=" + sid, "4x", "X-Banned: late")
                            .status())
                    .isEqualTo(200);
            assertThat(upgrade.text("2probe").nextText()).isEqualTo("3probe");
        }
        assertThat(ASKED).hasValue(1);
    }

    @Test
    void applicationAddsHeadersToEveryResponse() {
        RawPeer.Response handshake = get("EIO=4&transport=polling");
        String query = "EIO=4&transport=polling&sid=" + handshake.sid();

        try (RawPeer peer = new RawPeer(tomcat.base());
                RawWebSocket webSocket = RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket")) {
            assertThat(handshake.header("x-opening")).isEqualTo("true");
            assertThat(peer.post(query, "4x").header("x-opening")).isEqualTo("false");
            assertThat(peer.get(query).header("x-opening")).isEqualTo("false");
            assertThat(webSocket.handshake().header("x-opening")).isEqualTo("true");
        }
    }

    @Test
    void noHttpSessionIsCreated() {
        EngineTomcat.Settings settings = new EngineTomcat.Settings();
        try (EngineTomcat plain = settings.start();
                RawPeer peer = new RawPeer(plain.base())) {
            assertThat(peer.get("EIO=4&transport=polling").header("set-cookie")).isNull();
        }
    }
}
