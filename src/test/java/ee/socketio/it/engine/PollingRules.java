package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, compression, and at most one GET and one POST at a time. */
abstract class PollingRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.PLAIN);
    private RawPeer peer;
    private RawPeer other;
    private String sid;
    private String query;

    @BeforeEach
    void open() {
        connect();
        sid = peer.get("EIO=4&transport=polling").sid();
        query = "EIO=4&transport=polling&sid=" + sid;
    }

    private void connect() {
        peer = new RawPeer(echo.base());
        other = new RawPeer(echo.base());
    }

    @AfterEach
    void hangUp() {
        peer.close();
        other.close();
    }

    private void park(RawPeer poller) {
        poller.request("GET", query, "", "");
        echo.awaitParked(sid);
    }

    @Test
    void answerToAPostIsOk() {
        RawPeer.Response response = peer.post(query, "4x");

        assertThat(response.body()).isEqualTo("ok");
        assertThat(response.header("content-type")).startsWith("text/html");
        assertThat(response.header("content-length")).isEqualTo("2");
        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.header("x-xss-protection")).isNull();
    }

    @Test
    void sessionGoesOnOverConnectionsThatEndWithEachAnswer() {
        String close = "Connection: close";
        for (int i = 0; i < 5; i++) {
            try (RawPeer poster = new RawPeer(echo.base());
                    RawPeer poller = new RawPeer(echo.base())) {
                assertThat(poster.post(query, "4" + i, close).body()).isEqualTo("ok");
                assertThat(poller.get(query, close).body()).isEqualTo("4" + i);
            }
        }
    }

    @Test
    void answerToAGetIsNotStored() {
        peer.post(query, "4x");

        RawPeer.Response response = peer.get(query);

        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.header("content-length")).isEqualTo("2");
        assertThat(response.header("set-cookie")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0)", "Mozilla/4.0 (compatible;MSIE 8.0)"})
    void oldBrowserIsToldNotToProtect(String agent) {
        assertThat(peer.post(query, "4x", "User-Agent: " + agent).header("x-xss-protection"))
                .isEqualTo("0");
        assertThat(peer.get(query, "User-Agent: " + agent).header("x-xss-protection"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | 1024 | gzip",
                "gzip | 1023 |",
                "deflate, gzip | 1024 | deflate",
                "gzip;q=0 | 1024 |",
                "br | 1024 |",
                "gzip, deflate, br | 5000 | gzip"
            })
    void largeAnswerIsCompressedAsTheClientLikes(String accept, int size, String coding) throws IOException {
        String packet = "4" + "x".repeat(size - 1);
        peer.post(query, packet);

        RawPeer.Response response = peer.get(query, "Accept-Encoding: " + accept);

        assertThat(response.header("content-encoding")).isEqualTo(coding);
        byte[] plain = coding == null
                ? response.bytes()
                : coding.equals("gzip")
                        ? new GZIPInputStream(new ByteArrayInputStream(response.bytes())).readAllBytes()
                        : new InflaterInputStream(new ByteArrayInputStream(response.bytes())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(packet);
    }

    @Test
    void parkedGetIsAnsweredWhenThereIsSomething() {
        park(peer);

        echo.send(sid, "now");

        assertThat(peer.response().body()).isEqualTo("4now");
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 8_192, 9_000, 900_000})
    void largeAnswerArrivesWhole(int size) {
        park(peer);
        echo.send(sid, "x".repeat(size));
        assertThat(peer.response().body()).hasSize(size + 1);

        echo.send(sid, "y".repeat(size));
        assertThat(peer.get(query).body()).hasSize(size + 1);
    }

    @Test
    void thousandRoundTripsOverConnectionsThatAreKept() {
        for (int i = 0; i < 1000; i++) {
            if (i % 90 == 0) {
                // Tomcat ends a connection after 100 requests.
                hangUp();
                connect();
            }
            peer.request("GET", query, "", "");
            assertThat(other.post(query, "4" + i).body()).isEqualTo("ok");
            assertThat(peer.response().body()).isEqualTo("4" + i);
        }
    }

    @Test
    void overlappingGetEndsTheSession() {
        park(peer);

        RawPeer.Response second = other.get(query);

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEmpty();
        RawPeer.Response first = peer.response();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("1");
        assertThat(echo.closing(sid)).isEqualTo("transport error: overlap from client");
        assertThat(RawPeer.once(echo.base(), query).body())
                .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void overlappingPostEndsTheSession() {
        park(peer);
        try (RawPeer slow = new RawPeer(echo.base())) {
            slow.request("POST", query, "Content-Length: 100\r\n", "4x");
            assertThat(slow.isQuietFor(100)).isTrue();

            RawPeer.Response second = other.post(query, "4y");

            assertThat(second.status()).isEqualTo(400);
            assertThat(second.body()).isEmpty();
            assertThat(peer.response().body()).isEqualTo("1");
            assertThat(slow.response().status()).isEqualTo(400);
            assertThat(echo.closing(sid)).isEqualTo("transport error: data request overlap from client");
        }
    }

    @Test
    void postThatBreaksOffEndsTheSession() {
        other.request("POST", query, "Content-Length: 100\r\n", "4x");
        assertThat(other.isQuietFor(100)).isTrue();

        other.close();

        assertThat(echo.closing(sid)).isEqualTo("transport error: data request connection closed prematurely");
    }

    @Test
    void bytesAreRefusedInRevision4() {
        RawPeer.Response response = peer.post(query, "4x", "Content-Type: application/octet-stream");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEmpty();
        assertThat(echo.closing(sid)).isEqualTo("transport error: invalid content");
    }

    @Test
    void clientClosesAndItsGetIsReleased() {
        park(peer);

        assertThat(other.post(query, "1").body()).isEqualTo("ok");

        assertThat(peer.response().body()).isEqualTo("6");
        assertThat(echo.closing(sid)).isEqualTo("transport close");
    }

    @Test
    void serverClosesAndTheParkedGetIsTold() {
        park(peer);

        other.post(query, "4close");

        assertThat(peer.response().body()).isEqualTo("1");
        assertThat(echo.closing(sid)).isEqualTo("forced close");
    }

    @Test
    void serverClosesAndTheNextGetIsTold() {
        other.post(query, "4last words\u001e4close\u001e4not heard");

        assertThat(peer.get(query).body()).isEqualTo("4last words");
        assertThat(peer.get(query).body()).isEqualTo("6\u001e1");
        assertThat(peer.get(query).status()).isEqualTo(400);
        assertThat(echo.closing(sid)).isEqualTo("forced close");
    }

    @Test
    void revision3IsToldInItsOwnForm() {
        String old = "EIO=3&transport=polling";
        String oldSid = peer.get(old).sid();
        String oldQuery = old + "&sid=" + oldSid;
        other.post(oldQuery, "6:4close");

        assertThat(peer.get(oldQuery).body()).isEqualTo("1:61:1");
        assertThat(echo.closing(oldSid)).isEqualTo("forced close");
    }
}
