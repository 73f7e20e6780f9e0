package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketEncoderTest {

    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2, 3};

    private static String frame(EnginePacket packet) {
        return ((TextPacket) packet).frame();
    }

    private static List<String> frames(List<EnginePacket> packets) {
        return packets.stream().map(PacketEncoderTest::frame).toList();
    }

    @Test
    void rootNamespaceIsOmitted() {
        assertThat(frames(PacketEncoder.event("/", null, "[\"msg\",1]", List.of())))
                .containsExactly("42[\"msg\",1]");
        assertThat(PacketEncoder.connect("/", null).frame()).isEqualTo("40");
        assertThat(PacketEncoder.disconnect("/").frame()).isEqualTo("41");
    }

    @Test
    void commaFollowsEachOtherNamespace() {
        assertThat(frames(PacketEncoder.event("/chat", "12", "[\"msg\"]", List.of())))
                .containsExactly("42/chat,12[\"msg\"]");
        assertThat(PacketEncoder.connect("/chat", null).frame()).isEqualTo("40/chat,");
        assertThat(PacketEncoder.disconnect("/b").frame()).isEqualTo("41/b,");
    }

    @Test
    void connectCarriesItsPayload() {
        assertThat(PacketEncoder.connect("/", "{\"token\":\"x\"}").frame()).isEqualTo("40{\"token\":\"x\"}");
        assertThat(PacketEncoder.connect("/chat", "{\"t\":1}").frame()).isEqualTo("40/chat,{\"t\":1}");
    }

    @Test
    void connectErrorCarriesItsPayload() {
        assertThat(PacketEncoder.connectError("/", "{\"message\":\"bad\",\"data\":{\"c\":1}}")
                        .frame())
                .isEqualTo("44{\"message\":\"bad\",\"data\":{\"c\":1}}");
        assertThat(PacketEncoder.connectError("/deny", "\"no way\"").frame()).isEqualTo("44/deny,\"no way\"");
    }

    @Test
    void ackCarriesItsId() {
        assertThat(frames(PacketEncoder.ack("/", "456", "[1,\"2\",{\"3\":[false]}]", List.of())))
                .containsExactly("43456[1,\"2\",{\"3\":[false]}]");
        assertThat(frames(PacketEncoder.ack("/b", "0", "[]", List.of()))).containsExactly("43/b,0[]");
    }

    @Test
    void attachmentsFollowTheirEventInOrder() {
        String json = "[\"m\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        List<EnginePacket> packets = PacketEncoder.event("/", "789", json, List.of(FIRST, SECOND));
        assertThat(frame(packets.get(0))).isEqualTo("452-789" + json);
        assertThat(packets.subList(1, 3)).containsExactly(new BinaryPacket(FIRST), new BinaryPacket(SECOND));
    }

    @Test
    void attachmentCountStandsBeforeNamespaceAndId() {
        String json = "[\"f\",{\"_placeholder\":true,\"num\":0}]";
        assertThat(frame(PacketEncoder.event("/b", "3", json, List.of(FIRST)).get(0)))
                .isEqualTo("451-/b,3" + json);
    }

    @Test
    void ackWithAttachmentsIsBinary() {
        List<EnginePacket> packets =
                PacketEncoder.ack("/", "12", "[{\"_placeholder\":true,\"num\":0}]", List.of(FIRST));
        assertThat(frame(packets.get(0))).isEqualTo("461-12[{\"_placeholder\":true,\"num\":0}]");
        assertThat(packets.get(1)).isEqualTo(new BinaryPacket(FIRST));
    }

    @Test
    void jsonParserEncodesTheSame() {
        PacketParser parser = PacketParser.json(DecoderLimits.DEFAULT);
        assertThat(frames(parser.event("/a", "1", "[\"x\"]", List.of()))).containsExactly("42/a,1[\"x\"]");
        assertThat(frames(parser.ack("/a", "1", "[]", List.of()))).containsExactly("43/a,1[]");
        assertThat(frames(parser.connect("/a", "{}"))).containsExactly("40/a,{}");
        assertThat(frames(parser.disconnect("/a"))).containsExactly("41/a,");
        assertThat(frames(parser.connectError("/a", "{}"))).containsExactly("44/a,{}");
    }
}
