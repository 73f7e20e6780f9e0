package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.JsonArray.Placeholder;
import ee.socketio.wire.socket.SocketPacket.Ack;
import ee.socketio.wire.socket.SocketPacket.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that look like placeholders, placeholders that do not look like themselves, and numbers that lead nowhere: other
 * servers search the text of the payload and splice the attachments into it.
 */
class AttachmentsTest {

    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2, 3};

    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.DEFAULT);

    private Event oneAttachment(String json) {
        assertThat(decoder.text("451-" + json, 1)).isNull();
        return (Event) decoder.binary(FIRST);
    }

    /** Each placeholder's attachment and text. */
    private static List<String> placeholders(JsonArray args) {
        return args.placeholders().stream()
                .map(found -> found.attachment() + " " + args.text().substring(found.start(), found.end()))
                .toList();
    }

    @Test
    void binaryEventKeepsAttachmentOrder() {
        String json = "[\"m\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]";
        assertThat(decoder.text("452-789" + json, 1)).isNull();
        assertThat(decoder.binary(FIRST)).isNull();
        Event event = (Event) decoder.binary(SECOND);
        assertThat(event.id()).isEqualTo("789");
        assertThat(event.type()).isEqualTo(SocketPacketType.BINARY_EVENT);
        assertThat(event.attachments()).containsExactly(FIRST, SECOND);
        assertThat(event.args().placeholders())
                .extracting(Placeholder::attachment)
                .containsExactly(1, 0);
        assertThat(event.args().json(1)).isEqualTo("{\"_placeholder\":true,\"num\":1}");
    }

    @Test
    void binaryAckIsHeldToo() {
        assertThat(decoder.text("461-12[{\"_placeholder\":true,\"num\":0}]", 1)).isNull();
        Ack ack = (Ack) decoder.binary(new byte[0]);
        assertThat(ack.number()).isEqualTo(12);
        assertThat(ack.type()).isEqualTo(SocketPacketType.BINARY_ACK);
        assertThat(ack.attachments()).containsExactly(new byte[0]);
    }

    @Test
    void namespaceAndIdFollowTheCount() {
        assertThat(decoder.text("451-/b,3[\"f\",{\"_placeholder\":true,\"num\":0}]", 1))
                .isNull();
        Event event = (Event) decoder.binary(FIRST);
        assertThat(event.namespace()).isEqualTo("/b");
        assertThat(event.id()).isEqualTo("3");
        assertThat(event.name()).isEqualTo("f");
    }

    @Test
    void packetsFollowOneAnother() {
        Event first = oneAttachment("[\"a\",{\"_placeholder\":true,\"num\":0}]");
        Event second = oneAttachment("[\"b\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(first.attachments()).hasSize(1);
        assertThat(second.attachments()).hasSize(1);
        assertThat(decoder.text("42[\"c\"]", 1)).isNotNull();
    }

    @Test
    void placeholdersAreFoundAtAnyDepth() {
        Event event = oneAttachment("[\"x\",{\"a\":[1,{\"b\":{\"_placeholder\":true,\"num\":0}}]}]");
        assertThat(placeholders(event.args())).containsExactly("0 {\"_placeholder\":true,\"num\":0}");
    }

    @Test
    void placeholderTextInAStringIsData() {
        Event event = oneAttachment("[\"x\",\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\",\"{'_placeholder':true}\"]");
        assertThat(event.args().placeholders()).isEmpty();
        assertThat(event.args().string(1)).isEqualTo("{\"_placeholder\":true,\"num\":0}");
    }

    @Test
    void placeholderInAnEventWithoutAttachmentsIsData() {
        Event event = (Event) decoder.text("42[\"x\",{\"_placeholder\":true,\"num\":7}]", 1);
        assertThat(event.args().placeholders()).isEmpty();
        assertThat(event.args().json(1)).isEqualTo("{\"_placeholder\":true,\"num\":7}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"num\":0,\"_placeholder\":true}",
                "{ \"num\" : 0 ,\n\"_placeholder\" : true }",
                "{\"_placeholder\":true,\"num\":0,\"more\":[1]}",
                "{\"\\u005fplaceholder\":true,\"n\\u0075m\":0}",
                "{\"_placeholder\":true,\"num\":0.0}",
                "{\"_placeholder\":true,\"num\":-0}",
                "{\"_placeholder\":true,\"num\":0e9}",
                "{\"_placeholder\":false,\"num\":9,\"_placeholder\":true,\"num\":0}",
                "{\"_placeholder\":true,\"num\":0,\"x\":{\"_placeholder\":true,\"num\":99}}"
            })
    void placeholderIsKnownInAnySpelling(String placeholder) {
        Event event = oneAttachment("[\"x\"," + placeholder + ",2]");
        assertThat(placeholders(event.args())).containsExactly("0 " + placeholder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":1,\"num\":9}",
                "{\"_placeholder\":\"true\",\"num\":9}",
                "{\"_placeholder\":true,\"_placeholder\":false,\"num\":9}",
                "{\"placeholder\":true,\"num\":9}",
                "{\"num\":9}",
                "{\"_placeholder \":true,\"num\":9}",
                "[\"_placeholder\",true]"
            })
    void objectThatOnlyResemblesAPlaceholderIsData(String object) {
        assertThat(oneAttachment("[\"x\"," + object + "]").args().placeholders())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true,\"num\":{}}",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true,\"num\":1e999}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":0,\"num\":2}",
                "{\"_placeholder\":true,\"x\":{\"_placeholder\":true,\"num\":0}}"
            })
    void placeholderWithoutAttachmentIsRefusedWithTheLastAttachment(String placeholder) {
        assertThat(decoder.text("451-[\"x\",[" + placeholder + "]]", 1)).isNull();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder.binary(FIRST))
                .withMessage("illegal attachments: placeholder at 10 (expected: num from 0 to 0)");
    }

    @Test
    void placeholderHiddenByALaterMemberCounts() {
        Event event = oneAttachment("[\"x\",{\"a\":{\"_placeholder\":true,\"num\":0},\"a\":1}]");
        assertThat(event.args().placeholders()).hasSize(1);
    }

    @Test
    void attachmentMayBeNamedTwiceOrNotAtAll() {
        String placeholder = "{\"_placeholder\":true,\"num\":1}";
        assertThat(decoder.text("452-[\"x\"," + placeholder + "," + placeholder + "]", 1))
                .isNull();
        assertThat(decoder.binary(FIRST)).isNull();
        Event event = (Event) decoder.binary(SECOND);
        assertThat(event.args().placeholders())
                .extracting(Placeholder::attachment)
                .containsExactly(1, 1);
        assertThat(event.attachments()).hasSize(2);
    }

    @Test
    void binaryPacketWithoutPayloadIsValid() {
        assertThat(decoder.text("451-", 1)).isNull();
        Event event = (Event) decoder.binary(FIRST);
        assertThat(event.name()).isNull();
        assertThat(event.attachments()).hasSize(1);
    }

    @Test
    void ownArraysArePlacedTheSameWay() {
        JsonArray array = JsonArray.parse("[{\"_placeholder\":true,\"num\":1}]", 2, DecoderLimits.DEFAULT);
        assertThat(array.placeholders()).containsExactly(new Placeholder(1, 30, 1));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonArray.parse("[{\"_placeholder\":true,\"num\":2}]", 2, DecoderLimits.DEFAULT))
                .withMessageStartingWith("illegal attachments");
    }
}
