package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.JsonArray.Placeholder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte literals are what the package socket.io-msgpack-parser 3.0.2 writes. */
class MsgpackTest {

    private static final PacketParser MSGPACK = PacketParser.msgpack(new DecoderLimits(3, 8));

    private static SocketPacket decode(String hex) {
        return MSGPACK.newDecoder().binary(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static SocketPacket.Event event(String data) {
        return (SocketPacket.Event) decode("83 a474797065 02 a36e7370 a12f a464617461" + data);
    }

    private static SocketPacket decode(List<EnginePacket> packets) {
        assertThat(packets).hasSize(1);
        return MSGPACK.newDecoder().binary(((BinaryPacket) packets.get(0)).data());
    }

    @Test
    void connectMayHaveAnObject() {
        assertThat(decode("82 a474797065 00 a36e7370 a12f")).isEqualTo(new SocketPacket.Connect("/", null));
        assertThat(decode("83 a474797065 00 a36e7370 a52f63686174 a464617461 81a5746f6b656ea178"))
                .isEqualTo(new SocketPacket.Connect("/chat", "{\"token\":\"x\"}"));
    }

    @Test
    void undefinedOfOldEncodersIsNothing() {
        assertThat(decode("83 a474797065 00 a36e7370 a12f a464617461 d40000"))
                .isEqualTo(new SocketPacket.Connect("/", null));
    }

    @Test
    void disconnectHasNoPayload() {
        assertThat(decode("82 a474797065 01 a36e7370 a12f")).isEqualTo(new SocketPacket.Disconnect("/"));
    }

    @Test
    void optionsOfAClientAreIgnored() {
        SocketPacket.Event event = (SocketPacket.Event) decode(
                "84 a474797065 02 a36e7370 a12f a464617461 92a36d736701" + "a76f7074696f6e73 81a8636f6d7072657373c3");
        assertThat(event.name()).isEqualTo("msg");
        assertThat(event.args().json(1)).isEqualTo("1");
        assertThat(event.id()).isNull();
    }

    @Test
    void binaryBecomesPlaceholdersAndAttachments() {
        SocketPacket.Event event = (SocketPacket.Event)
                decode("84 a474797065 02 a36e7370 a22f62 a26964 03 a464617461 93a166c40301020381a16191c40104");
        assertThat(event.namespace()).isEqualTo("/b");
        assertThat(event.id()).isEqualTo("3");
        assertThat(event.args().json())
                .isEqualTo("[\"f\",{\"_placeholder\":true,\"num\":0},{\"a\":[{\"_placeholder\":true,\"num\":1}]}]");
        assertThat(event.args().placeholders()).containsExactly(new Placeholder(5, 34, 0), new Placeholder(41, 70, 1));
        assertThat(event.attachments()).containsExactly(new byte[] {1, 2, 3}, new byte[] {4});
    }

    @Test
    void objectThatLooksLikeAPlaceholderIsData() {
        SocketPacket.Event event = event("92a178 82 ac5f706c616365686f6c646572c3 a36e756d00");
        assertThat(event.args().json(1)).isEqualTo("{\"_placeholder\":true,\"num\":0}");
        assertThat(event.args().placeholders()).isEmpty();
    }

    @Test
    void ackHasIdAndValues() {
        SocketPacket.Ack ack =
                (SocketPacket.Ack) decode("84 a474797065 03 a36e7370 a12f a26964 cd01c8 a464617461 9301a13281a13391c2");
        assertThat(ack.number()).isEqualTo(456);
        assertThat(ack.args().json()).isEqualTo("[1,\"2\",{\"3\":[false]}]");
    }

    @Test
    void numbersOfAllWidths() {
        assertThat(event(
                                "92 a16e dc0012 ff e0 d0df d1ff7f d2ffff7fff d3ffffffff7fffffff 7f cc80 ccff cd0100 cdffff"
                                        + "ce00010000 ceffffffff cf0000000100000000 cb3ff8000000000000 cb7ff8000000000000 c0 c3")
                        .args()
                        .json(1))
                .isEqualTo("[-1,-32,-33,-129,-32769,-2147483649,127,128,255,256,65535,65536,4294967295,4294967296,1.5,"
                        + "null,null,true]");
    }

    @ParameterizedTest
    @CsvSource({
        "d7000000000000000000,1970-01-01T00:00:00.000Z",
        "d70000000000000005dc,1970-01-01T00:00:01.500Z",
        "d700ffffffffffffffff,1969-12-31T23:59:59.999Z",
        "d6ff00000001,1970-01-01T00:00:01.000Z",
        "d7ff7735940000000001,1970-01-01T00:00:01.500Z",
        "c70cff1dcd6500ffffffffffffffff,1969-12-31T23:59:59.500Z"
    })
    void datesAreTheirIsoText(String hex, String text) {
        assertThat(event("92a164" + hex).args().string(1)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d7007fffffffffffffff", "d7008000000000000000", "c70cff000000008000000000000000"})
    void datesBeyondJavaScriptsAreNull(String hex) {
        assertThat(event("92a164" + hex).args().json(1)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "|invalid payload",
                "80|invalid namespace",
                "90|invalid payload",
                "81 a36e7370 a12f|invalid packet type",
                "82 a474797065 05 a36e7370 a12f|invalid packet type",
                "82 a474797065 ff a36e7370 a12f|invalid packet type",
                "82 a474797065 a130 a36e7370 a12f|invalid packet type",
                "82 a474797065 00 a36e7370 01|invalid namespace",
                "82 a474797065 00 a36e7370 a0|invalid namespace",
                "82 a474797065 00 a36e7370 a463686174|invalid namespace",
                "83 a474797065 00 a36e7370 a12f a464617461 90|invalid payload",
                "83 a474797065 00 a36e7370 a12f a464617461 81a161c400|invalid payload",
                "83 a474797065 01 a36e7370 a12f a464617461 c0|invalid payload",
                "82 a474797065 02 a36e7370 a12f|invalid payload",
                "83 a474797065 02 a36e7370 a12f a464617461 80|invalid payload",
                "83 a474797065 02 a36e7370 a12f a464617461 90|invalid payload",
                "83 a474797065 02 a36e7370 a12f a464617461 91aa646973636f6e6e656374|invalid payload",
                "83 a474797065 03 a36e7370 a12f a464617461 d40501|invalid payload",
                "84 a474797065 02 a36e7370 a12f a26964 ff a464617461 91a178|invalid packet id",
                "84 a474797065 02 a36e7370 a12f a26964 c0 a464617461 91a178|invalid packet id",
                "82 a474797065 00 a36e7370 a12f 00|invalid payload: 1 trailing bytes",
                "83 a474797065 02 a36e7370 a12f a464617461 92a178|invalid payload: cut off",
                "83 a474797065 02 a36e7370 a12f a464617461 92a178ddffffffff|invalid payload: length 4294967295",
                "83 a474797065 02 a36e7370 a12f a464617461 92a178c1|invalid payload: code 193",
                "83 a474797065 02 a36e7370 a12f a464617461 92a17881c001|invalid payload: key",
                "83 a474797065 02 a36e7370 a12f a464617461 92a178919191919191919190|invalid payload: nested deeper",
                "83 a474797065 02 a36e7370 a12f a464617461 95a178c400c400c400c400|too many attachments"
            })
    void whatIsNoPacketIsRefused(String hex, String sentence) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(hex == null ? "" : hex))
                .withMessageStartingWith(sentence)
                .extracting(ProtocolException::error)
                .isEqualTo(ProtocolError.INVALID_PACKET);
    }

    @Test
    void textIsRefused() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> MSGPACK.newDecoder().text("42[\"x\"]", 1))
                .withMessageStartingWith("got plaintext data");
    }

    @Test
    void packetsComeBack() {
        String json =
                "[\"f\",{\"_placeholder\":true,\"num\":1},[{\"_placeholder\":true,\"num\":0}],\"\\u20ac\\\"\",-5]";
        SocketPacket.Event event =
                (SocketPacket.Event) decode(MSGPACK.event("/b", "7", json, List.of(new byte[] {1}, new byte[300])));
        assertThat(event.id()).isEqualTo("7");
        assertThat(event.args().json())
                .isEqualTo(
                        "[\"f\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}],\"€\\\"\",-5]");
        assertThat(event.attachments()).containsExactly(new byte[300], new byte[] {1});
        assertThat(decode(MSGPACK.connect("/", "{\"sid\":\"x\"}")))
                .isEqualTo(new SocketPacket.Connect("/", "{\"sid\":\"x\"}"));
        assertThat(decode(MSGPACK.disconnect("/a"))).isEqualTo(new SocketPacket.Disconnect("/a"));
        assertThat(decode(MSGPACK.connectError("/a", "{\"message\":\"no\"}")))
                .isEqualTo(new SocketPacket.ConnectError("/a", "{\"message\":\"no\"}"));
        SocketPacket.Ack ack = (SocketPacket.Ack) decode(MSGPACK.ack("/", "18446744073709551615", "[ ]", List.of()));
        assertThat(ack.id()).isEqualTo("18446744073709551615");
        assertThat(ack.args().json()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "0,00",
        "-0,00",
        "127,7f",
        "128,cc80",
        "-32,e0",
        "-33,d0df",
        "-129,d1ff7f",
        "65536,ce00010000",
        "1e3,cd03e8",
        "2.0,02",
        "-2147483649,d3ffffffff7fffffff",
        "1.5,cb3ff8000000000000",
        "1e300,cb7e37e43c8800759c",
        "true,c3",
        "null,c0"
    })
    void numbersAreWrittenInTheirShortestForm(String json, String hex) {
        byte[] message = ((BinaryPacket)
                        MSGPACK.ack("/", "0", "[" + json + "]", List.of()).get(0))
                .data();
        assertThat(HexFormat.of().formatHex(message)).endsWith("a46461746191" + hex);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 65535, 65536})
    void containersOfAnySizeComeBack(int size) {
        String elements = "1,".repeat(size).replaceAll(",$", "");
        String json = "[\"x\",[" + elements + "]]";
        SocketPacket.Event event = (SocketPacket.Event) decode(MSGPACK.event("/", null, json, List.of()));
        assertThat(event.args().json()).isEqualTo(json);
    }

    @Test
    void deepestNestingFitsTheStack() {
        PacketParser deep = PacketParser.msgpack(new DecoderLimits(0, DecoderLimits.DEEPEST));
        int levels = DecoderLimits.DEEPEST - 1;
        String json = "[0," + "[".repeat(levels) + "]".repeat(levels) + "]";
        byte[] message = ((BinaryPacket) deep.event("/", null, json, List.of()).get(0)).data();

        SocketPacket.Event event = (SocketPacket.Event) deep.newDecoder().binary(message);

        assertThat(event.args().json()).isEqualTo(json);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("83 a474797065 02 a36e7370 a12f a464617461 92 00" + "91".repeat(1_000_000)));
    }
}
