package ee.socketio.wire.engine;

import static ee.socketio.wire.engine.EngineRevision.V4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecV4Test {

    private static final BinaryPacket BINARY = new BinaryPacket(new byte[] {1, 2, 3, 4});

    private final List<EnginePacket> received = new ArrayList<>();

    private static TextPacket message(String data) {
        return TextPacket.of(PacketType.MESSAGE, data);
    }

    @Test
    void packetsAreJoinedWithTheSeparator() {
        assertThat(PayloadCodec.encodeText(List.of(message("hello"), BINARY), V4))
                .isEqualTo("4hello\u001ebAQIDBA==");
        assertThat(PayloadCodec.encodeText(List.of(TextPacket.PING), V4)).isEqualTo("2");
        assertThat(PayloadCodec.encodeText(List.of(), V4)).isEmpty();
    }

    @Test
    void packetsAreSplitAtTheSeparator() {
        PayloadCodec.decode("4hello\u001ebAQIDBA==\u001e3", V4, received::add);
        assertThat(received).containsExactly(message("hello"), BINARY, TextPacket.PONG);
    }

    /** socketioxide #734, #736: the separator between a header and its attachments was lost. */
    @Test
    void separatorStandsBetweenHeaderAndAttachments() {
        List<EnginePacket> packets = List.of(message("51-[\"x\",{\"_placeholder\":true,\"num\":0}]"), BINARY);
        assertThat(PayloadCodec.encodeText(packets, V4))
                .isEqualTo("451-[\"x\",{\"_placeholder\":true,\"num\":0}]\u001ebAQIDBA==");
    }

    /** mrniko/netty-socketio #940: binary over polling is base64, whatever the peer can take. */
    @Test
    void binaryIsAlwaysBase64() {
        for (boolean base64 : new boolean[] {true, false}) {
            Payload payload = PayloadCodec.encode(List.of(BINARY), V4, base64);
            assertThat(payload.binary()).isFalse();
            assertThat(payload.body()).asString(StandardCharsets.UTF_8).isEqualTo("bAQIDBA==");
        }
    }

    @Test
    void bodyIsUtf8WithLoneSurrogatesReplaced() {
        Payload payload = PayloadCodec.encode(List.of(message("€\ud800")), V4, false);
        assertThat(payload.body()).asString(StandardCharsets.UTF_8).isEqualTo("4€\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "9", "x4"})
    void bodyWithoutPacketIsAParseError(String body) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decode(body, V4, received::add))
                .extracting(ProtocolException::error)
                .isEqualTo(ProtocolError.PARSE_ERROR);
        assertThat(received).isEmpty();
    }

    /** mrniko/netty-socketio #264, #200 and codeminders/socket.io-server-java #15: several packets in one POST. */
    @ParameterizedTest
    @ValueSource(strings = {"4a\u001e4b\u001e", "4a\u001e4b\u001e\u001e4c", "4a\u001e4b\u001ezap\u001e4c"})
    void packetsBeforeABrokenOneAreDelivered(String body) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decode(body, V4, received::add));
        assertThat(received).containsExactly(message("a"), message("b"));
    }

    @Test
    void nothingBehindACloseIsDelivered() {
        PayloadCodec.decode("4a\u001e1\u001e4b\u001e???", V4, received::add);
        assertThat(received).containsExactly(message("a"), TextPacket.CLOSE);
    }
}
