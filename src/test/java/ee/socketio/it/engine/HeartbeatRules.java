package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interval and timeout of 1 s: a silent peer is asked after one second and gone after two. */
abstract class HeartbeatRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.IMPATIENT);
    private long start;

    @BeforeEach
    void startClock() {
        // The first WebSocket of a server takes its time.
        RawWebSocket.session(echo.base(), "EIO=4").close();
        start = System.nanoTime();
    }

    private void assertNow(int millis) {
        assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isBetween(millis - 50L, millis + 600L);
    }

    @Test
    void silentWebSocket() {
        try (RawWebSocket webSocket = RawWebSocket.session(echo.base(), "EIO=4")) {
            assertThat(webSocket.nextText()).isEqualTo("2");
            assertNow(1000);
            assertThat(webSocket.nextCloseCode()).isEqualTo(1000);
            assertNow(2000);
            assertThat(echo.closing(webSocket.sid())).isEqualTo("ping timeout");
        }
    }

    @Test
    void silentPoller() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            String sid = peer.get("EIO=4&transport=polling").sid();
            String query = "EIO=4&transport=polling&sid=" + sid;
            assertThat(peer.get(query).body()).isEqualTo("2");
            assertNow(1000);
            assertThat(peer.get(query).body()).isEqualTo("1");
            assertNow(2000);
            assertThat(echo.closing(sid)).isEqualTo("ping timeout");
        }
    }

    @Test
    void peerThatAnswersStays() {
        try (RawWebSocket webSocket = RawWebSocket.session(echo.base(), "EIO=4")) {
            for (int i = 1; i <= 3; i++) {
                assertThat(webSocket.nextText()).isEqualTo("2");
                webSocket.text("3");
            }
            assertNow(3000);
            assertThat(webSocket.text("4x").nextText()).isEqualTo("4x");
            webSocket.text("1");
            assertThat(echo.closing(webSocket.sid())).isEqualTo("transport close");
        }
    }

    @Test
    void silentAfterAnUpgrade() {
        silentAfterAnUpgrade("4");
    }

    @Test
    void silentAfterAnUpgradeInRevision3() {
        silentAfterAnUpgrade("3");
    }

    private void silentAfterAnUpgrade(String revision) {
        try (RawPeer peer = new RawPeer(echo.base())) {
            String sid = peer.get("EIO=" + revision + "&transport=polling").sid();
            try (RawWebSocket webSocket =
                    RawWebSocket.open(echo.base(), "EIO=" + revision + "&transport=websocket&sid=" + sid)) {
                assertThat(webSocket.text("2probe").nextText()).isEqualTo("3probe");
                webSocket.text("5");
                if (revision.equals("4")) {
                    assertThat(webSocket.nextText()).isEqualTo("2");
                    assertNow(1000);
                }
                assertThat(webSocket.nextCloseCode()).isEqualTo(1000);
                assertNow(2000);
                assertThat(echo.closing(sid)).isEqualTo("ping timeout");
            }
        }
    }

    @Test
    void clientOfRevision3Pings() {
        try (RawWebSocket webSocket = RawWebSocket.session(echo.base(), "EIO=3")) {
            assertThat(webSocket.peer().isQuietFor(1500)).isTrue();
            assertThat(webSocket.text("2").nextText()).isEqualTo("3");
            assertThat(webSocket.nextCloseCode()).isEqualTo(1000);
            assertNow(3500);
            assertThat(echo.closing(webSocket.sid())).isEqualTo("ping timeout");
        }
    }

    @Test
    void wrongDirectionEndsTheSession() {
        try (RawWebSocket webSocket = RawWebSocket.session(echo.base(), "EIO=4")) {
            assertThat(webSocket.text("2").nextCloseCode()).isEqualTo(1000);
            assertThat(echo.closing(webSocket.sid())).isEqualTo("transport error: invalid heartbeat direction");
        }
    }
}
