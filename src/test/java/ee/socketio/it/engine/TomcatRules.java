package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Tomcat does and Payara does not. */
abstract class TomcatRules extends Rules {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    private final EchoServer echo = echo(EchoVariant.PLAIN);

    /** Payara reports no failed write. */
    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 100000", "true, 100000"})
    void nextGetHasWhatTheAbortedOneMissed(boolean reset, int size) {
        String data = "x".repeat(size);
        for (int i = 0; i < 20; i++) {
            try (RawPeer peer = new RawPeer(echo.base())) {
                String sid = peer.get("EIO=4&transport=polling").sid();
                String query = "EIO=4&transport=polling&sid=" + sid;
                try (RawPeer aborted = new RawPeer(echo.base())) {
                    aborted.request("GET", query, "", "");
                    echo.awaitParked(sid);
                    if (reset) {
                        aborted.reset();
                    }
                }

                echo.send(sid, data);
                echo.send(sid, "second");

                StringBuilder received = new StringBuilder(peer.get(query).body());
                if (received.indexOf("second") < 0) {
                    received.append(peer.get(query).body());
                }
                assertThat(received.toString().replace("\u001e", "")).isEqualTo("4" + data + "4second");
            }
        }
    }

    @Test
    void resetOfTheConnectionIsAClose() {
        RawWebSocket webSocket = RawWebSocket.session(echo.base(), "EIO=4");
        webSocket.peer().reset();

        assertThat(echo.closing(webSocket.sid())).startsWith("transport close");
    }

    /** Payara knows no extension. */
    @Test
    void compressionIsNegotiatedWhenSoSet() {
        try (RawWebSocket webSocket =
                RawWebSocket.open(echo(EchoVariant.DEFLATING).base(), WEBSOCKET, RawWebSocket.DEFLATE)) {
            assertThat(webSocket.handshake().header("sec-websocket-extensions")).contains("permessage-deflate");
        }
    }

    /** Payara hears what comes together with the request, which no client sends, only with what comes later. */
    @Test
    void framesRightBehindTheRequestAreHeard() throws IOException {
        byte[] probe = RawWebSocket.encode(RawWebSocket.TEXT, true, "2probe".getBytes(StandardCharsets.UTF_8));
        try (RawPeer peer = new RawPeer(echo.base());
                RawPeer hasty = new RawPeer(echo.base())) {
            hasty.request("GET", WEBSOCKET + "&sid=" + peer.get(POLLING).sid(), RawWebSocket.UPGRADE, "")
                    .send(probe);

            assertThat(hasty.response().status()).isEqualTo(101);
            assertThat(new String(hasty.bytes(8), StandardCharsets.UTF_8)).endsWith("3probe");
        }
    }

    @Test
    void garbageBehindTheRequestClosesTheWebSocketAlone() {
        try (RawPeer peer = new RawPeer(echo.base());
                RawPeer hostile = new RawPeer(echo.base())) {
            String query = POLLING + "&sid=" + peer.get(POLLING).sid();
            hostile.request("GET", query.replace("polling", "websocket"), RawWebSocket.UPGRADE, "\u00ff\u00fe garbage");

            assertThat(hostile.response().status()).isEqualTo(101);
            assertThat(hostile.isEnded()).isTrue();
            peer.post(query, "4still here");
            assertThat(peer.get(query).body()).isEqualTo("4still here");
        }
    }
}
