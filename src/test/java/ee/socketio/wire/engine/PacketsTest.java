package ee.socketio.wire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PacketsTest {

    @Test
    void typesHaveTheProtocolsDigits() {
        assertThat(PacketType.values()).extracting(PacketType::code).containsExactly('0', '1', '2', '3', '4', '5', '6');
        for (PacketType type : PacketType.values()) {
            assertThat(PacketType.of(type.code())).isSameAs(type);
        }
    }

    @Test
    void barePacketsAreTheirDigit() {
        assertThat(TextPacket.CLOSE.frame()).isEqualTo("1");
        assertThat(TextPacket.PING.frame()).isEqualTo("2");
        assertThat(TextPacket.PONG.frame()).isEqualTo("3");
        assertThat(TextPacket.UPGRADE.frame()).isEqualTo("5");
        assertThat(TextPacket.NOOP.frame()).isEqualTo("6");
        assertThat(TextPacket.of(PacketType.PONG, "")).isSameAs(TextPacket.PONG);
    }

    @Test
    void textPacketHoldsItsWholeFrame() {
        TextPacket packet = TextPacket.of(PacketType.PONG, "probe");
        assertThat(packet.frame()).isEqualTo("3probe");
        assertThat(packet.data()).isEqualTo("probe");
        assertThat(packet).isEqualTo(new TextPacket(PacketType.PONG, "3probe")).hasSameHashCodeAs("3probe");
    }

    @Test
    void frameMustStartWithItsType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextPacket(PacketType.MESSAGE, "2"))
                .withMessage("frame: \"2\" (expected: starting with 4)");
        assertThatIllegalArgumentException().isThrownBy(() -> new TextPacket(PacketType.MESSAGE, ""));
    }

    @Test
    void sizesAreBytesOnTheWire() {
        assertThat(TextPacket.of(PacketType.MESSAGE, "é€😀").size()).isEqualTo(1 + 2 + 3 + 4);
        assertThat(TextPacket.PING.size()).isEqualTo(1);
        assertThat(new BinaryPacket(new byte[7]).size()).isEqualTo(7);
    }

    @Test
    void binaryPacketsAreEqualByContent() {
        assertThat(new BinaryPacket(new byte[] {1, 2}))
                .isEqualTo(new BinaryPacket(new byte[] {1, 2}))
                .hasSameHashCodeAs(new BinaryPacket(new byte[] {1, 2}))
                .isNotEqualTo(new BinaryPacket(new byte[] {1, 3}));
    }

    @Test
    void logsShowLittleOfAPacket() {
        assertThat(TextPacket.of(PacketType.MESSAGE, "\n".repeat(100)).toString())
                .hasSizeLessThan(100);
        assertThat(new BinaryPacket(new byte[7])).hasToString("MESSAGE of 7 bytes");
    }
}
