package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class SocketFuzzTest {

    private static final PacketParser JSON = PacketParser.json(DecoderLimits.DEFAULT);

    @Provide
    Arbitrary<String> nearlyFrames() {
        Arbitrary<String> pieces = Arbitraries.of(
                "0",
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                "9",
                "-",
                "1-",
                "2-",
                "/",
                "/a",
                ",",
                "[",
                "]",
                "{",
                "}",
                ":",
                "\"",
                "\\",
                "\\u00",
                "\"x\"",
                "\"_placeholder\":true",
                "\"num\":0",
                "{\"_placeholder\":true,\"num\":0}",
                "null",
                "true",
                "1e5",
                " ",
                "\n",
                "\ud800",
                "€",
                "\u0000",
                "[\"x\"",
                "[\"disconnect\"]");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> jsonValues() {
        return jsonValues(3);
    }

    private static Arbitrary<String> jsonValues(int depth) {
        Arbitrary<String> scalars = Arbitraries.oneOf(
                Arbitraries.of("null", "true", "false", "0", "-1.5", "1e300", "12345678901234567890"),
                Arbitraries.strings().all().ofMaxLength(8).map(SocketFuzzTest::quoted));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> inner = jsonValues(depth - 1);
        Arbitrary<String> members = Combinators.combine(Arbitraries.strings().ofMaxLength(5), inner)
                .as((key, value) -> quoted(key) + ":" + value);
        return Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                members.list().ofMaxSize(3).map(list -> "{" + String.join(",", list) + "}"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        Json.quote(text, out);
        return out.toString();
    }

    @Provide
    Arbitrary<String> namespaces() {
        return Arbitraries.strings().all().excludeChars(',').ofMaxLength(6).map(name -> "/" + name);
    }

    @Provide
    Arbitrary<@Nullable String> ids() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(30).injectNull(0.3);
    }

    @Provide
    Arbitrary<List<byte[]>> attachments() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(5).list().ofMaxSize(4);
    }

    private static SocketPacket decoded(List<EnginePacket> packets) {
        PacketParser.Decoder decoder = JSON.newDecoder();
        SocketPacket packet = null;
        for (EnginePacket next : packets) {
            assertThat(packet).isNull();
            packet = next instanceof BinaryPacket binary
                    ? decoder.binary(binary.data())
                    : decoder.text(((TextPacket) next).frame(), 1);
        }
        return packet;
    }

    private static void onlyProtocolExceptions(Runnable decoding) {
        try {
            decoding.run();
        } catch (ProtocolException refused) {
            assertThat(refused.error()).isEqualTo(ProtocolError.INVALID_PACKET);
            assertThat(refused.getMessage()).hasSizeLessThan(400);
        }
    }

    @Property
    void anyTextIsDecodedOrRefused(@ForAll String text) {
        onlyProtocolExceptions(() -> JSON.newDecoder().text(text, 0));
        onlyProtocolExceptions(() -> JsonArray.parse(text, DecoderLimits.DEFAULT));
        NamespaceAddress.parse(text);
    }

    @Property(tries = 5000)
    void anyNearlyValidFrameIsDecodedOrRefused(@ForAll("nearlyFrames") String frame) {
        onlyProtocolExceptions(() -> {
            PacketParser.Decoder decoder = JSON.newDecoder();
            if (decoder.text(frame, 0) == null) {
                decoder.binary(new byte[1]);
                decoder.binary(new byte[1]);
            }
        });
    }

    @Property
    void anyValueIsValidJson(@ForAll("jsonValues") String value) {
        JsonArray array = JsonArray.parse("[" + value + "]", DecoderLimits.DEFAULT);
        assertThat(array.json(0)).isEqualTo(value);
    }

    @Property
    void cutJsonIsRefused(@ForAll("jsonValues") String value, @ForAll int place) {
        String json = "[" + value + "]";
        String cut = json.substring(0, Math.floorMod(place, json.length()));
        onlyProtocolExceptions(() -> {
            JsonArray.parse(cut, DecoderLimits.DEFAULT);
            throw new AssertionError(cut);
        });
    }

    @Property
    void eventsComeBack(
            @ForAll("namespaces") String namespace,
            @ForAll("ids") @Nullable String id,
            @ForAll("jsonValues") String value,
            @ForAll("attachments") List<byte[]> attachments) {
        StringBuilder json = new StringBuilder("[\"name\",").append(value);
        for (int i = 0; i < attachments.size(); i++) {
            json.append(",{\"_placeholder\":true,\"num\":").append(i).append('}');
        }
        json.append(']');
        SocketPacket.Event event =
                (SocketPacket.Event) decoded(JSON.event(namespace, id, json.toString(), attachments));
        assertThat(event.namespace()).isEqualTo(namespace);
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.name()).isEqualTo("name");
        assertThat(event.args().json()).isEqualTo(json.toString());
        assertThat(event.attachments()).isEqualTo(attachments);
        assertThat(event.args().placeholders()).hasSameSizeAs(attachments);
        assertThat(PacketEncoder.encode(event)).isEqualTo(JSON.event(namespace, id, json.toString(), attachments));
    }

    @Property
    void otherPacketsComeBack(@ForAll("namespaces") String namespace, @ForAll("jsonValues") String value) {
        String object = "{\"a\":" + value + "}";
        for (SocketPacket packet : List.of(
                new SocketPacket.Connect(namespace, null),
                new SocketPacket.Connect(namespace, object),
                new SocketPacket.Disconnect(namespace),
                new SocketPacket.ConnectError(namespace, object))) {
            assertThat(decoded(PacketEncoder.encode(packet))).isEqualTo(packet);
        }
        SocketPacket.Ack ack = (SocketPacket.Ack) decoded(JSON.ack(namespace, "7", "[" + value + "]", List.of()));
        assertThat(PacketEncoder.encode(ack)).isEqualTo(JSON.ack(namespace, "7", "[" + value + "]", List.of()));
    }
}
