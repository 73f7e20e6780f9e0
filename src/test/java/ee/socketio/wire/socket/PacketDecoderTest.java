package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.socket.SocketPacket.Ack;
import ee.socketio.wire.socket.SocketPacket.Connect;
import ee.socketio.wire.socket.SocketPacket.ConnectError;
import ee.socketio.wire.socket.SocketPacket.Disconnect;
import ee.socketio.wire.socket.SocketPacket.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {

    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.DEFAULT);

    private Event event(String frame) {
        return (Event) decoder.text(frame, 1);
    }

    private Ack ack(String frame) {
        return (Ack) decoder.text(frame, 1);
    }

    @Test
    void connectMayHaveAnObject() {
        assertThat(decoder.text("40", 1)).isEqualTo(new Connect("/", null));
        assertThat(decoder.text("40{\"token\":\"x\"}", 1)).isEqualTo(new Connect("/", "{\"token\":\"x\"}"));
        assertThat(decoder.text("40/chat,{\"t\":1}", 1)).isEqualTo(new Connect("/chat", "{\"t\":1}"));
        assertThat(decoder.text("40{}", 1)).isEqualTo(new Connect("/", "{}"));
    }

    @Test
    void namespaceEndsAtTheCommaOrWithThePacket() {
        assertThat(decoder.text("40/chat", 1)).isEqualTo(new Connect("/chat", null));
        assertThat(decoder.text("40/chat,", 1)).isEqualTo(new Connect("/chat", null));
        assertThat(decoder.text("40/", 1)).isEqualTo(new Connect("/", null));
        assertThat(decoder.text("41/b,", 1)).isEqualTo(new Disconnect("/b"));
        assertThat(decoder.text("42/,[\"x\"]", 1).namespace()).isEqualTo("/");
    }

    @Test
    void namespaceIsVerbatim() {
        assertThat(decoder.text("40/b?x=1,", 1)).isEqualTo(new Connect("/b?x=1", null));
        assertThat(decoder.text("40/ä/..//%20 ,", 1)).isEqualTo(new Connect("/ä/..//%20 ", null));
    }

    @Test
    void disconnectHasNoPayload() {
        assertThat(decoder.text("41", 1)).isEqualTo(new Disconnect("/"));
        assertThat(decoder.text("41/b", 1)).isEqualTo(new Disconnect("/b"));
    }

    @Test
    void connectErrorMayHaveAnObjectOrAString() {
        assertThat(decoder.text("44{\"message\":\"bad\",\"data\":{\"c\":1}}", 1))
                .isEqualTo(new ConnectError("/", "{\"message\":\"bad\",\"data\":{\"c\":1}}"));
        assertThat(decoder.text("44/deny,\"no way\"", 1)).isEqualTo(new ConnectError("/deny", "\"no way\""));
        assertThat(decoder.text("44", 1)).isEqualTo(new ConnectError("/", null));
    }

    @Test
    void eventHasNameAndArguments() {
        Event event = event("42[\"msg\",1]");
        assertThat(event.namespace()).isEqualTo("/");
        assertThat(event.id()).isNull();
        assertThat(event.name()).isEqualTo("msg");
        assertThat(event.args().size()).isEqualTo(2);
        assertThat(event.args().json(1)).isEqualTo("1");
        assertThat(event.type()).isEqualTo(SocketPacketType.EVENT);
    }

    @Test
    void idFollowsTheNamespace() {
        assertThat(event("42/chat,12[\"msg\"]").id()).isEqualTo("12");
        assertThat(event("420[\"msg\"]").id()).isEqualTo("0");
    }

    @Test
    void offsetSkipsWhateverStandsInFront() {
        assertThat(((Event) decoder.text("2[\"msg\"]", 0)).name()).isEqualTo("msg");
    }

    @Test
    void ackHasIdAndValues() {
        Ack ack = ack("43456[1,\"2\",{\"3\":[false]}]");
        assertThat(ack.number()).isEqualTo(456);
        assertThat(ack.args().json()).isEqualTo("[1,\"2\",{\"3\":[false]}]");
        assertThat(ack.type()).isEqualTo(SocketPacketType.ACK);
    }

    @Test
    void idKeepsItsDigits() {
        assertThat(event("42007[\"x\"]").id()).isEqualTo("007");
        assertThat(event("4299999999999999999999[\"x\"]").id()).isEqualTo("99999999999999999999");
    }

    @Test
    void idOfAConnectMeansNothing() {
        assertThat(decoder.text("40/b,17{}", 1)).isEqualTo(new Connect("/b", "{}"));
        assertThat(decoder.text("4117", 1)).isEqualTo(new Disconnect("/"));
    }

    @ParameterizedTest
    @CsvSource({
        "430[],0",
        "43007[],7",
        "439223372036854775807[],9223372036854775807",
        "439223372036854775808[],-1",
        "4399999999999999999999[],-1",
        "43[],-1"
    })
    void idThatCannotBeOursIsUnknown(String frame, long number) {
        assertThat(ack(frame).number()).isEqualTo(number);
    }

    @Test
    void missingPayloadIsAnEmptyArray() {
        assertThat(event("42").args().size()).isZero();
        assertThat(event("42").name()).isNull();
        assertThat(event("42/b").namespace()).isEqualTo("/b");
        assertThat(event("4212").id()).isEqualTo("12");
        assertThat(ack("43").args().json()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"[5,\"a\"]|5", "[-1.5e3]|-1.5e3", "[\"\"]|~~", "[ \"a\" ]|a", "[\"\\u0061\\n\"]|~a\n~"})
    void nameIsTheFirstStringOrNumber(String json, String name) {
        assertThat(event("42" + json).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "error", "message", "ping", "Connect", "connect ", "new_namespace"})
    void namesThatAreNotReservedAreEvents(String name) {
        assertThat(event("42[\"" + name + "\"]").name()).isEqualTo(name);
    }

    @Test
    void whiteSpaceAroundJsonIsAllowed() {
        assertThat(event("42 [ \"x\" , 1 ]\r\n\t").args().json(1)).isEqualTo("1");
        assertThat(decoder.text("40 {} ", 1)).isEqualTo(new Connect("/", "{}"));
    }

    @Test
    void namespacesAlternate() {
        String longName = "/" + "n".repeat(128);
        assertThat(event("42" + longName + ",[\"x\"]").namespace()).isEqualTo(longName);
        assertThat(event("42/a,[\"x\"]").namespace()).isEqualTo("/a");
        assertThat(event("42/ab,[\"x\"]").namespace()).isEqualTo("/ab");
        assertThat(event("42/a,[\"x\"]").namespace()).isEqualTo("/a");
        assertThat(event("42[\"x\"]").namespace()).isEqualTo("/");
    }

    @Test
    void revisionFourSplitsTheQueryOff() {
        Connect connect = (Connect) decoder.text("40/chat?token=a%20b&x=1,", 1);
        NamespaceAddress address = NamespaceAddress.parse(connect.namespace());
        assertThat(address.name()).isEqualTo("/chat");
        assertThat(address.query())
                .containsEntry("token", "a b")
                .containsEntry("x", "1")
                .hasSize(2);
        assertThat(decoder.text("40/chat?token=a", 1)).isEqualTo(new Connect("/chat?token=a", null));
        assertThat(NamespaceAddress.parse("/chat")).isEqualTo(new NamespaceAddress("/chat", Map.of()));
    }
}
