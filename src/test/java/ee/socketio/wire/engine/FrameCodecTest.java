package ee.socketio.wire.engine;

import static ee.socketio.wire.engine.EngineRevision.V3;
import static ee.socketio.wire.engine.EngineRevision.V4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {

    private static final BinaryPacket ONE_TWO_THREE = new BinaryPacket(new byte[] {1, 2, 3});

    @ParameterizedTest
    @EnumSource(EngineRevision.class)
    void textIsTypeAndData(EngineRevision revision) {
        assertThat(FrameCodec.decode("4hello", revision)).isEqualTo(TextPacket.of(PacketType.MESSAGE, "hello"));
        assertThat(FrameCodec.decode("2probe", revision)).isEqualTo(TextPacket.of(PacketType.PING, "probe"));
        assertThat(FrameCodec.decode("4", revision)).isEqualTo(TextPacket.of(PacketType.MESSAGE, ""));
    }

    @ParameterizedTest
    @EnumSource(EngineRevision.class)
    void bareTextIsTheConstant(EngineRevision revision) {
        assertThat(FrameCodec.decode("3", revision)).isSameAs(TextPacket.PONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "7", "a", "/", " 4", "\ud800"})
    void unknownTypeIsAParseError(String frame) {
        for (EngineRevision revision : EngineRevision.values()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> FrameCodec.decode(frame, revision))
                    .withMessageContaining("(expected: ")
                    .extracting(ProtocolException::error)
                    .isEqualTo(ProtocolError.PARSE_ERROR);
        }
    }

    /** mrniko/netty-socketio #940, #997: clients of revision 4 got a byte 4 in front of each attachment. */
    @Test
    void binaryFrameOfRevisionFourIsTheBytesAlone() {
        assertThat(FrameCodec.binaryFrame(ONE_TWO_THREE, V4)).isSameAs(ONE_TWO_THREE.data());
        assertThat(FrameCodec.decode(new byte[] {4, 2, 3}, V4)).isEqualTo(new BinaryPacket(new byte[] {4, 2, 3}));
    }

    @Test
    void binaryFrameOfRevisionThreeStartsWithItsType() {
        assertThat(FrameCodec.binaryFrame(new BinaryPacket(new byte[] {9, 8}), V3))
                .containsExactly(4, 9, 8);
        assertThat(FrameCodec.decode(new byte[] {4, 9, 8}, V3)).isEqualTo(new BinaryPacket(new byte[] {9, 8}));
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 2, 3, 5, 6, 7, -1})
    void binaryOfRevisionThreeThatIsNoMessageIsANoop(byte type) {
        assertThat(FrameCodec.decode(new byte[] {type, 1}, V3)).isSameAs(TextPacket.NOOP);
    }

    @Test
    void emptyBinaryFrameIsAnEmptyMessageOrANoop() {
        assertThat(FrameCodec.decode(new byte[0], V4)).isEqualTo(new BinaryPacket(new byte[0]));
        assertThat(FrameCodec.decode(new byte[0], V3)).isSameAs(TextPacket.NOOP);
    }

    /** mrniko/netty-socketio #940. */
    @Test
    void base64FollowsTheLetterB() {
        assertThat(FrameCodec.base64Frame(ONE_TWO_THREE, V4)).isEqualTo("bAQID");
        assertThat(FrameCodec.decode("bAQID", V4)).isEqualTo(ONE_TWO_THREE);
        assertThat(FrameCodec.decode("bAQIDBA==", V4)).isEqualTo(new BinaryPacket(new byte[] {1, 2, 3, 4}));
        assertThat(FrameCodec.decode("b", V4)).isEqualTo(new BinaryPacket(new byte[0]));
    }

    @Test
    void base64OfRevisionThreeNamesItsType() {
        assertThat(FrameCodec.base64Frame(ONE_TWO_THREE, V3)).isEqualTo("b4AQID");
        assertThat(FrameCodec.decode("b4AQL/", V3)).isEqualTo(new BinaryPacket(new byte[] {1, 2, -1}));
        assertThat(FrameCodec.decode("b4", V3)).isEqualTo(new BinaryPacket(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "b2AQID", "b9", "bx"})
    void base64OfRevisionThreeThatIsNoMessageIsANoop(String frame) {
        assertThat(FrameCodec.decode(frame, V3)).isSameAs(TextPacket.NOOP);
    }

    @ParameterizedTest
    @CsvSource({"b-_-_", "b+/+/", "b-/-_"})
    void bothBase64AlphabetsAreRead(String frame) {
        assertThat(FrameCodec.decode(frame, V4))
                .isEqualTo(new BinaryPacket(new byte[] {(byte) 0xFB, (byte) 0xFF, (byte) 0xBF}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bAQ", "bAQ=", "bAQ==", "bAQ==="})
    void base64PaddingMayBeMissing(String frame) {
        assertThat(FrameCodec.decode(frame, V4)).isEqualTo(new BinaryPacket(new byte[] {1}));
    }

    /** {@code io.socket:engine.io-client} 2.x breaks its base64 into lines and ends the last one, too. */
    @ParameterizedTest
    @ValueSource(strings = {"bAQID\n", "bAQ\nID\n", "b\r\nAQID", "bAQID=\n=\r\n"})
    void base64MayBeBrokenIntoLines(String frame) {
        assertThat(FrameCodec.decode(frame, V4)).isEqualTo(ONE_TWO_THREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b!!!", "bA", "bAQ=D", "bA Q", "b\u0141AAA", "bAAAé"})
    void brokenBase64IsAParseError(String frame) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> FrameCodec.decode(frame, V4))
                .withMessageEndingWith(" (expected: base64)")
                .extracting(ProtocolException::error)
                .isEqualTo(ProtocolError.PARSE_ERROR);
    }
}
