package ee.socketio.wire.engine;

import static ee.socketio.wire.engine.EngineRevision.V3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryPayloadTest {

    private final List<EnginePacket> received = new ArrayList<>();

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static TextPacket message(String data) {
        return TextPacket.of(PacketType.MESSAGE, data);
    }

    @Test
    void textAndBinaryEntriesHaveTheirLengthInDigitBytes() {
        List<EnginePacket> packets = List.of(message("hello"), new BinaryPacket(new byte[] {1, 2, 3, 4}));
        byte[] body = hex("00 06 ff 34 68 65 6c 6c 6f 01 05 ff 04 01 02 03 04");
        Payload payload = PayloadCodec.encode(packets, V3, false);
        assertThat(payload.binary()).isTrue();
        assertThat(payload.body()).isEqualTo(body);
        PayloadCodec.decodeBinary(body, received::add);
        assertThat(received).isEqualTo(packets);
    }

    @Test
    void eventWithAttachmentIsEncodedAsTheReferenceServerDoes() {
        List<EnginePacket> packets = List.of(
                message("51-[\"x\",{\"_placeholder\":true,\"num\":0} ]"), new BinaryPacket(new byte[] {1, 2, -1}));
        String body =
                HexFormat.of().formatHex(PayloadCodec.encode(packets, V3, false).body());
        assertThat(body).startsWith("000400ff3435").endsWith("5d0104ff040102ff");
    }

    @Test
    void lengthOfTextIsItsBytes() {
        byte[] body = PayloadCodec.encode(List.of(message("€"), new BinaryPacket(new byte[0])), V3, false)
                .body();
        assertThat(body).isEqualTo(hex("00 04 ff 34 e2 82 ac 01 01 ff 04"));
    }

    @Test
    void loneSurrogateIsReplaced() {
        PayloadCodec.decodeBinary(hex("00 04 ff 34 ed a0 80"), received::add);
        assertThat(received).containsExactly(message("\ufffd"));
    }

    @Test
    void entryThatIsCutOffIsTakenAsFarAsItGoes() {
        PayloadCodec.decodeBinary(hex("00 09 ff 34 61"), received::add);
        assertThat(received).containsExactly(message("a"));
    }

    @Test
    void emptyBodyIsValid() {
        PayloadCodec.decodeBinary(new byte[0], received::add);
        assertThat(received).isEmpty();
    }

    @Test
    void flagOtherThanZeroIsBinary() {
        PayloadCodec.decodeBinary(hex("02 02 ff 04 07"), received::add);
        assertThat(received).containsExactly(new BinaryPacket(new byte[] {7}));
    }

    @Test
    void nothingBehindACloseIsLookedAt() {
        PayloadCodec.decodeBinary(hex("00 01 ff 31 00 0b"), received::add);
        assertThat(received).containsExactly(TextPacket.CLOSE);
    }

    @Test
    void binaryThatIsNoMessageIsANoop() {
        PayloadCodec.decodeBinary(hex("01 01 ff 02 01 00 ff 00 01 ff 32"), received::add);
        assertThat(received).containsExactly(TextPacket.NOOP, TextPacket.NOOP, TextPacket.PING);
    }

    @ParameterizedTest
    @CsvSource({"00", "00 01", "00 0a ff 34", "00 ff 34", "00 01 fe 34", "00 00 ff", "00 01 ff 39"})
    void brokenEntryIsAParseError(String body) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decodeBinary(hex(body), received::add))
                .extracting(ProtocolException::error)
                .isEqualTo(ProtocolError.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 309, 310})
    void lengthMayHaveThreeHundredAndTenDigits(int digits) {
        PayloadCodec.decodeBinary(hex("00" + "00".repeat(digits - 1) + "02 ff 34 61"), received::add);
        PayloadCodec.decodeBinary(hex("00" + "09".repeat(digits) + "ff 34 62"), received::add);
        assertThat(received).containsExactly(message("a"), message("b"));
    }

    @Test
    void longerRunOfDigitsIsAParseError() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decodeBinary(hex("00" + "00".repeat(311) + "ff"), received::add))
                .withMessageContaining("311 digits");
    }
}
