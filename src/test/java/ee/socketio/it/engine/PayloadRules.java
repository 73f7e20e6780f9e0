package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes up comes down, in every form a payload has. */
abstract class PayloadRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.PLAIN);
    private RawPeer peer;
    private String sid;
    private String query;

    @AfterEach
    void hangUp() {
        peer.close();
    }

    private void open(String parameters) {
        peer = new RawPeer(echo.base());
        query = "transport=polling&" + parameters;
        sid = peer.get(query).sid();
        query += "&sid=" + sid;
    }

    private String echo(String payload, String... headers) {
        RawPeer.Response post = peer.post(query, payload, headers);
        assertThat(post.status()).isEqualTo(200);
        assertThat(post.body()).isEqualTo("ok");
        return peer.get(query).body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4a\u001e4b", "4a\u001ebAQIDBA==\u001e4c", "4你好 😀", "b", "4"})
    void revision4(String payload) {
        open("EIO=4");

        assertThat(echo(payload)).isEqualTo(payload);
    }

    @Test
    void revision4GetsBase64WhateverItSaysOfB64() {
        open("EIO=4&b64=1");

        assertThat(echo("bAQID")).isEqualTo("bAQID");
    }

    @ParameterizedTest
    @CsvSource({"bAQIDBA, bAQIDBA==", "b-_-_, b+/+/"})
    void base64IsReadLeniently(String sent, String received) {
        open("EIO=4");

        assertThat(echo(sent)).isEqualTo(received);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6:4hello", "2:4a2:4b", "10:42[\"é€😀\"]", "2:4a6:b4AQID"})
    void revision3CountsCodeUnits(String payload) {
        open("EIO=3&b64=1");

        assertThat(echo(payload)).isEqualTo(payload);
    }

    @Test
    void revision3AcceptsLeadingZerosAndEmptyEntries() {
        open("EIO=3");

        assertThat(echo("0:0002:4a")).isEqualTo("2:4a");
    }

    @Test
    void revision3GetsTextAsLongAsNothingIsBinary() {
        open("EIO=3");
        peer.post(query, "2:4a");

        RawPeer.Response response = peer.get(query);

        assertThat(response.body()).isEqualTo("2:4a");
        assertThat(response.contentType()).isEqualTo("text/plain;charset=utf-8");
    }

    @Test
    void revision3GetsBinaryPayloadWithItsTypeByte() {
        open("EIO=3");
        peer.post(query, "6:4hello6:b4AQID");

        RawPeer.Response response = peer.get(query);

        assertThat(response.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(HexFormat.of().formatHex(response.bytes())).isEqualTo("0006ff3468656c6c6f" + "0104ff04010203");
    }

    @Test
    void revision3SendsBinaryPayload() {
        open("EIO=3&b64=1");
        byte[] payload = HexFormat.of().parseHex("0006ff3468656c6c6f" + "0105ff0401020304");
        peer.request(
                        "POST",
                        query,
                        "Content-Type: application/octet-stream\r\nContent-Length: " + payload.length + "\r\n",
                        "")
                .send(payload);

        assertThat(peer.response().body()).isEqualTo("ok");
        assertThat(peer.get(query).body()).isEqualTo("6:4hello10:b4AQIDBA==");
    }

    @Test
    void closePacketEndsThePayload() {
        open("EIO=4");
        peer.post(query, "1\u001e4never heard");

        assertThat(peer.get(query).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(echo.closing(sid)).isEqualTo("transport close");
    }

    @Test
    void scriptGetsItsPayloadEscaped() {
        open("EIO=3&b64=1&j=7");

        assertThat(echo("d=6%3A4%22%E2%80%A8x%5C%5C", "Content-Type: application/x-www-form-urlencoded"))
                .isEqualTo("___eio[7](\"6:4\\\"\\u2028x\\\\\\\\\");");
    }

    @Test
    void newlinesOfAFormAreRestored() {
        open("EIO=3&b64=1&j=0");
        // The client writes the two characters of an escaped newline as three.
        assertThat(echo("d=13%3A4%5B%22a%5C%5Cnb%22%2C%22c%22%5D"))
                .isEqualTo("___eio[0](\"13:4[\\\"a\\\\nb\\\",\\\"c\\\"]\");");
    }

    @Test
    void formWithoutItsFieldIsIgnored() {
        open("EIO=3&j=0");

        assertThat(peer.post(query, "x=4hello").body()).isEqualTo("ok");
        assertThat(echo("d=2%3A4a")).contains("2:4a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/html", "nonsense"})
    void contentTypeOfTextDoesNotMatter(String type) {
        open("EIO=4");

        assertThat(echo("4a=b&c", "Content-Type: " + type)).isEqualTo("4a=b&c");
    }

    @Test
    void malformedUtf8BecomesReplacementCharacters() {
        open("EIO=4");
        byte[] payload = {'4', 'a', (byte) 0xC3, 'b', (byte) 0xED, (byte) 0xA0, (byte) 0x80};
        peer.request("POST", query, "Content-Length: 7\r\n", "").send(payload);

        assertThat(peer.response().body()).isEqualTo("ok");
        assertThat(peer.get(query).body()).startsWith("4a\ufffdb\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "9", "a", "4a\u001e", "4a\u001ex", "b!!!"})
    void malformedPayloadOfRevision4EndsTheSession(String payload) {
        open("EIO=4");
        assertMalformed(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4hello", "6:4hell", "-1:4", "x:4a", ":4a", "1:9", "2:4a7", "99999999999999999999:4"})
    void malformedPayloadOfRevision3EndsTheSession(String payload) {
        open("EIO=3");
        assertMalformed(payload);
    }

    private void assertMalformed(String payload) {
        RawPeer.Response response = peer.post(query, payload);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(echo.closing(sid)).startsWith("parse error");
        assertThat(RawPeer.once(echo.base(), query).body())
                .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void lengthOfAnAnswerIsInBytes() {
        open("EIO=4");
        String text = "4" + "ä".repeat(1000);

        RawPeer.Response post = peer.post(query, text);

        assertThat(post.header("content-length")).isEqualTo("2");
        assertThat(peer.get(query).header("content-length"))
                .isEqualTo(String.valueOf(text.getBytes(StandardCharsets.UTF_8).length));
    }
}
