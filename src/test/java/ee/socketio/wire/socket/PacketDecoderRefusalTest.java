package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderRefusalTest {

    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.DEFAULT);

    private void assertRefused(String frame, String sentence) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder.text(frame, 1))
                .withMessageStartingWith(sentence)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200))
                .extracting(ProtocolException::error)
                .isEqualTo(ProtocolError.INVALID_PACKET);
    }

    @Test
    void unknownType() {
        assertRefused("47", "unknown packet type 7 (expected: 0 to 6)");
        assertRefused("4999", "unknown packet type 9");
        assertRefused("4a", "unknown packet type \"a\"");
        assertRefused("4-1", "unknown packet type");
    }

    @Test
    void emptyMessage() {
        assertRefused("4", "unknown packet type \"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "45",
                "451",
                "45a-",
                "4551.23-",
                "45-[\"x\"]",
                "450-[\"x\"]",
                "4500-[]",
                "45--1-[]",
                "45-1-[]",
                "45 1-[]",
                "451e0-[\"x\"]",
                "450x1-[\"x\"]",
                "46",
                "460-[]",
                "45\u0661-[]"
            })
    void attachmentCountThatIsNone(String frame) {
        assertRefused(frame, "Illegal attachments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4511-[\"x\"]", "46011-[]", "4599999999999999999999999-[\"x\"]", "454294967297-[\"x\"]"})
    void tooManyAttachments(String frame) {
        assertRefused(frame, "too many attachments");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder.text("4511-[\"x\"]", 1))
                .withMessage("too many attachments: \"11\" (expected: <= 10)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40\"x\"", "40[]", "40null", "40true", "40/b,[]", "40{", "40{}{}", "40{} x"})
    void connectWithoutObject(String frame) {
        assertRefused(frame, "invalid payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"41{}", "41[]", "41/b,{}", "41x", "41 "})
    void disconnectWithPayload(String frame) {
        assertRefused(frame, "invalid payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42{}",
                "42\"x\"",
                "42null",
                "42[]",
                "42[null]",
                "42[{}]",
                "42[[]]",
                "42[true]",
                "42[\"x\"",
                "42[\"x\"]]",
                "42[\"x\",]",
                "42x",
                "42-1[\"x\"]",
                "42/b,,[\"x\"]",
                "42,[\"x\"]",
                "451-{}",
                "451-[]"
            })
    void eventWithoutArrayOrName(String frame) {
        assertRefused(frame, "invalid payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedName(String name) {
        assertRefused("42[\"" + name + "\"]", "invalid payload");
        assertRefused("451-[\"" + name + "\"]", "invalid payload");
        assertRefused(
                "42[\"\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1) + "\"]", "invalid payload");
        assertThat(ReservedEvents.contains(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"43{}", "43\"x\"", "431null", "431{}", "461-1{}"})
    void ackWithoutArray(String frame) {
        assertRefused(frame, "invalid payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"44[]", "44true", "44null", "44-1"})
    void connectErrorWithOtherPayload(String frame) {
        assertRefused(frame, "invalid payload");
    }

    @Test
    void textWhileAttachmentsAreOutstanding() {
        assertThat(decoder.text("452-[\"x\"]", 1)).isNull();
        assertThat(decoder.binary(new byte[1])).isNull();
        assertRefused("42[\"x\"]", "got plaintext data when reconstructing a packet");
    }

    @Test
    void binaryWhenNoneIsOutstanding() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder.binary(new byte[1]))
                .withMessageStartingWith("got binary data when not reconstructing a packet");
        assertThat(decoder.text("451-[\"x\"]", 1)).isNull();
        assertThat(decoder.binary(new byte[1])).isNotNull();
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decoder.binary(new byte[1]));
    }

    @Test
    void idOfTooManyDigits() {
        assertThat(decoder.text("42" + "1".repeat(64) + "[\"x\"]", 1)).isNotNull();
        assertRefused("42" + "1".repeat(65) + "[\"x\"]", "invalid payload: id of 65 digits");
    }

    @Test
    void nestingBeyondTheLimit() {
        PacketDecoder shallow = new PacketDecoder(new DecoderLimits(0, 3));
        assertThat(shallow.text("42[\"x\",[{}]]", 1)).isNotNull();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> shallow.text("42[\"x\",[{\"a\":[]}]]", 1))
                .withMessageStartingWith("invalid payload: nested deeper");
    }

    @Test
    void deepestNestingFitsTheStack() {
        PacketDecoder deep = new PacketDecoder(new DecoderLimits(0, DecoderLimits.DEEPEST));
        int levels = DecoderLimits.DEEPEST - 1;
        assertThat(deep.text("42[0," + "[".repeat(levels) + "]".repeat(levels) + "]", 1))
                .isNotNull();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> deep.text("42[0," + "[".repeat(1_000_000), 1));
    }

    @Test
    void limitsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DecoderLimits(-1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new DecoderLimits(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecoderLimits(0, 1001))
                .withMessage("maxDepth: 1001 (expected: 1 to 1000)");
    }
}
