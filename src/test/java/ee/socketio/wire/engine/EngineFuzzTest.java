package ee.socketio.wire.engine;

import static ee.socketio.wire.engine.EngineRevision.V3;
import static ee.socketio.wire.engine.EngineRevision.V4;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class EngineFuzzTest {

    /** Any UTF-16 code units, lone surrogates too, and often what has a meaning in the protocol. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.chars().with("0123456789:b\u001e[]{}\",\\/-_=%+&dn".toCharArray())),
                        Tuple.of(1, Arbitraries.chars().all()),
                        Tuple.of(1, Arbitraries.chars().range('\ud800', '\udfff')))
                .list()
                .ofMaxSize(40)
                .map(EngineFuzzTest::joined);
    }

    private static String joined(List<Character> chars) {
        StringBuilder text = new StringBuilder();
        chars.forEach(text::append);
        return text.toString();
    }

    @Provide
    Arbitrary<List<EnginePacket>> packets() {
        Arbitrary<EnginePacket> text = Combinators.combine(
                        Arbitraries.of(PacketType.class).filter(type -> type != PacketType.CLOSE), texts())
                .as((type, data) -> TextPacket.of(type, data.replace("\u001e", "")));
        Arbitrary<EnginePacket> binary =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(30).map(BinaryPacket::new);
        return Arbitraries.oneOf(text, binary).list().ofMinSize(1).ofMaxSize(6);
    }

    private static List<EnginePacket> decoded(String body, EngineRevision revision) {
        List<EnginePacket> packets = new ArrayList<>();
        PayloadCodec.decode(body, revision, packets::add);
        return packets;
    }

    private static void onlyProtocolExceptions(Runnable decoding) {
        try {
            decoding.run();
        } catch (ProtocolException refused) {
            assertThat(refused.error()).isEqualTo(ProtocolError.PARSE_ERROR);
            assertThat(refused.getMessage()).hasSizeLessThan(400).contains("(expected: ");
        }
    }

    @Property
    void anyTextIsDecodedOrRefused(@ForAll("texts") String text, @ForAll EngineRevision revision) {
        onlyProtocolExceptions(() -> FrameCodec.decode(text, revision));
        onlyProtocolExceptions(() -> FrameCodec.decode('b' + text, revision));
        onlyProtocolExceptions(() -> decoded(text, revision));
        QueryString.parse(text);
        Jsonp.payloadOf("d=" + text);
    }

    @Property
    void anyBytesAreDecodedOrRefused(@ForAll byte[] bytes, @ForAll EngineRevision revision) {
        onlyProtocolExceptions(() -> FrameCodec.decode(bytes, revision));
        onlyProtocolExceptions(() -> PayloadCodec.decodeBinary(bytes, packet -> {}));
    }

    @Property
    void payloadsOfBothRevisionsCarryTheSamePackets(@ForAll("packets") List<EnginePacket> packets) {
        assertThat(decoded(PayloadCodec.encodeText(packets, V4), V4)).isEqualTo(packets);
        assertThat(decoded(PayloadCodec.encodeText(packets, V3), V3)).isEqualTo(packets);
    }

    @Property
    void binaryPayloadCarriesTheSamePackets(@ForAll("packets") List<EnginePacket> packets) {
        List<EnginePacket> received = new ArrayList<>();
        PayloadCodec.decodeBinary(BinaryPayload.encode(packets), received::add);
        assertThat(received)
                .isEqualTo(packets.stream().map(EngineFuzzTest::wellFormed).toList());
    }

    private static EnginePacket wellFormed(EnginePacket packet) {
        return packet instanceof TextPacket text
                ? new TextPacket(text.type(), Utf8.decode(Utf8.encode(text.frame())))
                : packet;
    }

    @Property
    void framesOfBothRevisionsCarryTheSamePacket(@ForAll byte[] data, @ForAll EngineRevision revision) {
        BinaryPacket packet = new BinaryPacket(data);
        assertThat(FrameCodec.decode(FrameCodec.binaryFrame(packet, revision), revision))
                .isEqualTo(packet);
        assertThat(FrameCodec.decode(FrameCodec.base64Frame(packet, revision), revision))
                .isEqualTo(packet);
    }

    @Property
    void sizeIsThatOfTheEncodedText(@ForAll("texts") String text) {
        byte[] bytes = Utf8.encode(text);
        assertThat(Utf8.length(text)).isEqualTo(bytes.length);
        assertThat(Utf8.decode(bytes)).hasSameSizeAs(text).isEqualTo(Utf8.decode(Utf8.encode(Utf8.decode(bytes))));
    }

    @Property
    void quotedTextComesBack(@ForAll("texts") String text) {
        StringBuilder quoted = new StringBuilder();
        Json.quote(text, quoted);
        assertThat(Json.unquote(quoted.toString(), 0, quoted.length())).isEqualTo(text);
        assertThat(quoted.chars()).allMatch(c -> c >= ' ');
    }

    @Property
    void scriptIsAlwaysOneCallWithOneString(@ForAll("texts") String text) {
        String script = Utf8.decode(Jsonp.wrap("0", text));
        assertThat(script).startsWith("___eio[0](\"").endsWith("\");").doesNotContain("\n", "\u2028", "\u2029");
        assertThat(Json.unquote(script, 10, script.length() - 2)).isEqualTo(text);
    }
}
