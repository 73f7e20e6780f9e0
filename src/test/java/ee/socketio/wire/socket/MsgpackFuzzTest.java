package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class MsgpackFuzzTest {

    private static final PacketParser MSGPACK = PacketParser.msgpack(DecoderLimits.DEFAULT);

    /** An event named x in {@code /}, of which the one argument is to follow. */
    private static final String EVENT = "83a47479706502a36e7370a12fa46461746192a178";

    private static byte[] encoded(List<EnginePacket> packets) {
        assertThat(packets).hasSize(1);
        return ((BinaryPacket) packets.get(0)).data();
    }

    private static SocketPacket comeBack(List<EnginePacket> packets) {
        return MSGPACK.newDecoder().binary(encoded(packets));
    }

    private static void assertDecodedOrRefused(byte[] message) {
        try {
            assertThat(MSGPACK.newDecoder().binary(message)).isNotNull();
        } catch (ProtocolException refused) {
            assertThat(refused.error()).isEqualTo(ProtocolError.INVALID_PACKET);
            assertThat(refused.getMessage()).hasSizeLessThan(400);
        }
    }

    /** UTF-8 has no lone surrogates, so what is to come back has none. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(40).map(text -> text.replaceAll("\\p{Cs}", ""));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        Json.quote(text, out);
        return out.toString();
    }

    /** In the spelling in which JSON comes back. */
    @Provide
    Arbitrary<String> values() {
        return values(3);
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> scalars = Arbitraries.oneOf(
                Arbitraries.of("null", "true", "false", "-1.5", "0.1", "1.0E300", "4.9E-324", "1.2345678901234567E19"),
                Arbitraries.longs()
                        .between(-99_999_999_999_999_999L, 999_999_999_999_999_999L)
                        .map(String::valueOf),
                texts().map(MsgpackFuzzTest::quoted));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> inner = values(depth - 1);
        int most = depth == 1 ? 20 : 3;
        Arbitrary<String> members = Combinators.combine(texts(), inner).as((key, value) -> quoted(key) + ":" + value);
        return Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(most).map(list -> "[" + String.join(",", list) + "]"),
                members.list().ofMaxSize(most).map(list -> "{" + String.join(",", list) + "}"));
    }

    @Provide
    Arbitrary<String> namespaces() {
        return texts().map(name -> "/" + name);
    }

    @Provide
    Arbitrary<@Nullable String> ids() {
        return Arbitraries.longs().map(Long::toUnsignedString).injectNull(0.3);
    }

    @Provide
    Arbitrary<List<byte[]>> attachments() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).list().ofMaxSize(4);
    }

    @Property(tries = 300)
    void eventsComeBack(
            @ForAll("namespaces") String namespace,
            @ForAll("ids") @Nullable String id,
            @ForAll("values") String value,
            @ForAll("attachments") List<byte[]> attachments) {
        StringBuilder args = new StringBuilder("[\"name\",").append(value);
        for (int i = 0; i < attachments.size(); i++) {
            args.append(",[{\"_placeholder\":true,\"num\":").append(i).append("}]");
        }
        String json = args.append(']').toString();

        SocketPacket.Event event = (SocketPacket.Event) comeBack(MSGPACK.event(namespace, id, json, attachments));

        assertThat(event.namespace()).isEqualTo(namespace);
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.name()).isEqualTo("name");
        assertThat(event.args().json()).isEqualTo(json);
        assertThat(event.args().json(1)).isEqualTo(value);
        assertThat(event.args().placeholders())
                .isEqualTo(JsonArray.parse(json, attachments.size(), DecoderLimits.DEFAULT)
                        .placeholders());
        assertThat(event.attachments()).containsExactlyElementsOf(attachments);
    }

    @Property(tries = 300)
    void otherPacketsComeBack(@ForAll("namespaces") String namespace, @ForAll("values") String value) {
        String object = "{\"a\":" + value + "}";
        assertThat(comeBack(MSGPACK.connect(namespace, null))).isEqualTo(new SocketPacket.Connect(namespace, null));
        assertThat(comeBack(MSGPACK.connect(namespace, object))).isEqualTo(new SocketPacket.Connect(namespace, object));
        assertThat(comeBack(MSGPACK.disconnect(namespace))).isEqualTo(new SocketPacket.Disconnect(namespace));
        assertThat(comeBack(MSGPACK.connectError(namespace, object)))
                .isEqualTo(new SocketPacket.ConnectError(namespace, object));
        SocketPacket.Ack ack = (SocketPacket.Ack) comeBack(MSGPACK.ack(namespace, "7", "[" + value + "]", List.of()));
        assertThat(ack.number()).isEqualTo(7);
        assertThat(ack.args().json()).isEqualTo("[" + value + "]");
    }

    @Property
    void anyBytesAreDecodedOrRefused(@ForAll @Size(max = 60) byte[] data) {
        assertDecodedOrRefused(data);
        assertDecodedOrRefused(HexFormat.of().parseHex(EVENT + HexFormat.of().formatHex(data)));
    }

    /** Heads of all kinds, so that most are read to some depth. */
    @Provide
    Arbitrary<String> nearlyValues() {
        Arbitrary<String> codes = Arbitraries.integers().between(0xC0, 0xDF).map(code -> HexFormat.of()
                .toHexDigits((byte) (int) code));
        Arbitrary<String> pieces = Arbitraries.oneOf(
                codes,
                Arbitraries.of(
                        "00", "01", "04", "08", "0c", "7f", "80", "81", "90", "91", "92", "a0", "a161", "e0", "ff"),
                Arbitraries.of(
                        "d40001", "d6ff00000001", "d7ff", "c70cff", "c700", "c40161", "ffffffff", "7fffffffffffffff"));
        return pieces.list().ofMaxSize(16).map(list -> String.join("", list));
    }

    @Property(tries = 5000)
    void anyNearlyValidEventIsDecodedOrRefused(@ForAll("nearlyValues") String hex) {
        assertDecodedOrRefused(HexFormat.of().parseHex(EVENT + hex));
    }

    @Property(tries = 300)
    void packetWithAWrongByteIsDecodedOrRefused(
            @ForAll("values") String value,
            @ForAll("attachments") List<byte[]> attachments,
            @ForAll int place,
            @ForAll byte wrong) {
        byte[] packet = encoded(MSGPACK.event("/a", "1", "[\"x\"," + value + "]", attachments));
        packet[Math.floorMod(place, packet.length)] = wrong;
        assertDecodedOrRefused(packet);
    }

    @Property(tries = 300)
    void packetThatIsCutOffIsRefused(@ForAll("values") String value, @ForAll int place) {
        byte[] packet = encoded(MSGPACK.event("/a", "1", "[\"x\"," + value + "]", List.of()));
        byte[] cut = Arrays.copyOf(packet, Math.floorMod(place, packet.length));
        ProtocolException refusal = null;
        try {
            MSGPACK.newDecoder().binary(cut);
        } catch (ProtocolException refused) {
            refusal = refused;
        }
        assertThat(refusal).isNotNull();
    }
}
