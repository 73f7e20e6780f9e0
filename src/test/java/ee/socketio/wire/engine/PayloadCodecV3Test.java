package ee.socketio.wire.engine;

import static ee.socketio.wire.engine.EngineRevision.V3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecV3Test {

    private static final String HEADER = "51-[\"x\",{\"_placeholder\":true,\"num\":0}]";

    private final List<EnginePacket> received = new ArrayList<>();

    private static TextPacket message(String data) {
        return TextPacket.of(PacketType.MESSAGE, data);
    }

    @Test
    void lengthStandsInFrontOfEachPacket() {
        assertThat(PayloadCodec.encodeText(List.of(TextPacket.NOOP, TextPacket.CLOSE), V3))
                .isEqualTo("1:61:1");
        assertThat(PayloadCodec.encodeText(List.of(message("0")), V3)).isEqualTo("2:40");
        assertThat(PayloadCodec.encodeText(List.of(), V3)).isEqualTo("0:");
    }

    @Test
    void lengthCountsUtf16CodeUnits() {
        assertThat(PayloadCodec.encodeText(List.of(message("2[\"é€😀\"]")), V3)).isEqualTo("10:42[\"é€😀\"]");
        PayloadCodec.decode("10:42[\"é€😀\"]1:2", V3, received::add);
        assertThat(received).containsExactly(message("2[\"é€😀\"]"), TextPacket.PING);
    }

    @Test
    void base64EntryNamesItsType() {
        List<EnginePacket> packets = List.of(message(HEADER), new BinaryPacket(new byte[] {1, 2, -1}));
        String text = "39:451-[\"x\",{\"_placeholder\":true,\"num\":0}]6:b4AQL/";
        Payload payload = PayloadCodec.encode(packets, V3, true);
        assertThat(payload.binary()).isFalse();
        assertThat(payload.body()).asString(StandardCharsets.UTF_8).isEqualTo(text);
        PayloadCodec.decode(text, V3, received::add);
        assertThat(received).isEqualTo(packets);
    }

    @Test
    void textIsUsedForPeersThatTakeBinaryWhenNoneIsThere() {
        Payload payload = PayloadCodec.encode(List.of(message("0")), V3, false);
        assertThat(payload.binary()).isFalse();
        assertThat(payload.body()).asString(StandardCharsets.UTF_8).isEqualTo("2:40");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0004:42[]|42[]", "4:42[]|42[]", "0:4:42[]|42[]", "000:4:42[]|42[]"})
    void lengthMayHaveLeadingZerosAndMayBeZero(String body, String frame) {
        PayloadCodec.decode(body, V3, received::add);
        assertThat(received).containsExactly(new TextPacket(PacketType.MESSAGE, frame));
    }

    @Test
    void payloadOfNothingIsValid() {
        PayloadCodec.decode("0:", V3, received::add);
        assertThat(received).isEmpty();
    }

    /** codeminders/socket.io-server-java #15 and mrniko/netty-socketio #264: malformed lengths. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":4",
                "-1:4",
                "x:4",
                "4:42",
                "1",
                "12",
                "1x:4",
                "1.0:4",
                "+1:4",
                " 1:4",
                "1:4 ",
                "99999999999999999999:4",
                "4294967297:4",
                "\u0661:4",
                "1:9",
                "1:41:",
                "2:4"
            })
    void brokenFramingIsAParseError(String body) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decode(body, V3, received::add))
                .extracting(ProtocolException::error)
                .isEqualTo(ProtocolError.PARSE_ERROR);
    }

    /** mrniko/netty-socketio #264, #200: several packets in one POST. */
    @ParameterizedTest
    @ValueSource(strings = {"2:4a2:4b7", "2:4a2:4b9:4c", "2:4a2:4b1:x2:4c", "2:4a2:4b:"})
    void packetsBeforeABrokenOneAreDelivered(String body) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decode(body, V3, received::add));
        assertThat(received).containsExactly(message("a"), message("b"));
    }

    @Test
    void nothingBehindACloseIsLookedAt() {
        PayloadCodec.decode("2:4a1:12:4bgarbage", V3, received::add);
        assertThat(received).containsExactly(message("a"), TextPacket.CLOSE);
    }
}
