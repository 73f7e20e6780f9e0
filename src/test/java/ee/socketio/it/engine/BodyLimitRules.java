package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of POSTs: as large as allowed and a byte more, in pieces, slowly, or never. */
abstract class BodyLimitRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.PLAIN);
    private static final int MAX = 1_000_000;
    private RawPeer peer;
    private String sid;
    private String query;

    /** How many threads the container has for requests, at most. */
    abstract int threads();

    @BeforeEach
    void open() {
        peer = new RawPeer(echo.base());
        sid = peer.get("EIO=4&transport=polling").sid();
        query = "EIO=4&transport=polling&sid=" + sid;
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    private void assertAlive() {
        try (RawPeer fresh = new RawPeer(echo.base())) {
            assertThat(fresh.post(query, "4alive").body()).isEqualTo("ok");
            assertThat(fresh.get(query).body()).isEqualTo("4alive");
        }
    }

    /** Payara calls a body finished that it has received, and not when it has been read. */
    @ParameterizedTest
    @ValueSource(ints = {1023, 1024, 1025, 2001, 2048, 4096, 5000, 100_000})
    void bodyOfAnySizeIsReadWhole(int size) {
        String packet = "4" + "x".repeat(size - 1);

        assertThat(peer.post(query, packet).body()).isEqualTo("ok");
        assertThat(peer.get(query).body()).isEqualTo(packet);

        peer.request(
                "POST",
                query,
                "Transfer-Encoding: chunked\r\n",
                Integer.toHexString(size) + "\r\n" + packet + "\r\n0\r\n\r\n");
        assertThat(peer.response().body()).isEqualTo("ok");
        assertThat(peer.get(query).body()).isEqualTo(packet);
    }

    @Test
    void exactlyTheLimitIsTaken() {
        assertThat(peer.post(query, "4" + "x".repeat(MAX - 1)).body()).isEqualTo("ok");
        assertThat(peer.get(query).body()).hasSize(MAX);
    }

    @Test
    void oneByteMoreIsTooLargeAndTheSessionLives() {
        RawPeer.Response response = peer.post(query, "4" + "x".repeat(MAX));

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body()).isEmpty();
        assertAlive();
    }

    @Test
    void limitIsInBytes() {
        assertThat(peer.post(query, "4" + "ä".repeat(MAX / 2)).status()).isEqualTo(413);
        assertAlive();
    }

    @Test
    void declaredLengthIsRefusedBeforeTheBodyComes() {
        peer.request("POST", query, "Content-Length: 2147483647\r\n", "4x");

        assertThat(peer.response().status()).isEqualTo(413);
        assertAlive();
    }

    @Test
    void undeclaredLengthIsRefusedWhileItComes() {
        peer.request("POST", query, "Transfer-Encoding: chunked\r\n", "");
        String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
        for (int i = 0; i < 16; i++) {
            peer.send(chunk);
        }

        assertThat(peer.response().status()).as("without an end").isEqualTo(413);
        assertAlive();
    }

    @Test
    void chunksMayCutCharacters() {
        byte[] packet = "4äöü😀".getBytes(StandardCharsets.UTF_8);
        peer.request("POST", query, "Transfer-Encoding: chunked\r\n", "");
        for (byte b : packet) {
            peer.send("1\r\n").send(new byte[] {b}).send("\r\n");
        }
        peer.send("0\r\n\r\n");

        assertThat(peer.response().body()).isEqualTo("ok");
        assertThat(peer.get(query).body()).isEqualTo("4äöü😀");
    }

    @Test
    void slowBodiesHoldNoThread() {
        Map<String, RawPeer> slow = new HashMap<>();
        for (int i = 0; i < threads() + 20; i++) {
            RawPeer one = new RawPeer(echo.base());
            String slowSid = one.get("EIO=4&transport=polling").sid();
            one.request("POST", "EIO=4&transport=polling&sid=" + slowSid, "Content-Length: 100\r\n", "4x");
            slow.put(slowSid, one);
        }

        assertAlive();
        slow.values().forEach(RawPeer::close);
        slow.keySet().forEach(id -> assertThat(echo.closing(id)).startsWith("transport error: data request"));
    }

    @Test
    void slowBodyIsAnsweredWhenTheSessionEnds() {
        try (RawPeer slow = new RawPeer(echo.base())) {
            slow.request("POST", query, "Content-Length: 100\r\n", "4x");
            assertThat(slow.isQuietFor(100)).isTrue();

            echo.close(sid);
            assertThat(peer.get(query).body()).isEqualTo("6\u001e1");

            assertThat(slow.response().status()).isEqualTo(400);
            assertThat(echo.closing(sid)).isEqualTo("forced close");
        }
    }
}
