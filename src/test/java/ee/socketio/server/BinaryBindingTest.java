package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes travel as attachments, wherever in an argument they are found. */
final class BinaryBindingTest {
    private static final byte[] BYTES = {1, 2, (byte) 0xff};
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final JsonBinding binding = new JsonBinding();

    /** As an application would write it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Picture(String name, byte[] content, ByteBuffer thumbnail) {}

    @Test
    void placeholderIsBoundToBytes() {
        assertThat(binding.bind(PLACEHOLDER, byte[].class, List.of(BYTES))).isEqualTo(BYTES);
    }

    @Test
    void placeholderIsBoundToBuffer() {
        assertThat(binding.bind(PLACEHOLDER, ByteBuffer.class, List.of(BYTES))).isEqualTo(ByteBuffer.wrap(BYTES));
    }

    @Test
    void placeholdersWithinRecordAreBound() {
        String json =
                "{\"name\":\"p\",\"content\":" + PLACEHOLDER + ",\"thumbnail\":{\"num\":1,\"_placeholder\":true}}";

        Picture picture = (Picture) binding.bind(json, Picture.class, List.of(BYTES, new byte[] {7}));

        assertThat(picture.content()).isEqualTo(BYTES);
        assertThat(picture.thumbnail()).isEqualTo(ByteBuffer.wrap(new byte[] {7}));
        assertThat(picture.name()).isEqualTo("p");
    }

    @Test
    void placeholdersWithinUntypedValuesAreBound() {
        Object bound = binding.bind("{\"a\":[" + PLACEHOLDER + ",1]}", Object.class, List.of(BYTES));

        assertThat(((List<?>) ((Map<?, ?>) bound).get("a")).get(0)).isEqualTo(BYTES);
    }

    @Test
    void objectInPlaceOfBytesIsRefused() {
        assertThatThrownBy(() -> binding.bind("{\"a\":1}", byte[].class, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesWithinRecordBecomeAttachments() {
        EncodedArguments encoded = binding.event(
                "e", new Object[] {new byte[0], new Picture("p", BYTES, ByteBuffer.wrap(new byte[] {7})), 1});

        assertThat(encoded.json())
                .isEqualTo(
                        "[\"e\",{\"_placeholder\":true,\"num\":0},{\"content\":"
                                + "{\"_placeholder\":true,\"num\":1},\"name\":\"p\",\"thumbnail\":{\"_placeholder\":true,\"num\":2}},1]");
        assertThat(encoded.attachments()).containsExactly(new byte[0], BYTES, new byte[] {7});
    }
}
