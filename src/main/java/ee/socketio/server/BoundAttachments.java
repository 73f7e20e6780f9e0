package ee.socketio.server;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes within objects that JSON-B binds: they are attachments, and in the text stands a placeholder. JSON-B gives
 * its adapters no place for that, so the attachments are held by the thread while it binds.
 */
final class BoundAttachments {
    private static final ThreadLocal<List<byte[]>> CURRENT = ThreadLocal.withInitial(List::of);

    private BoundAttachments() {}

    /** Writes something; the bytes met on the way are added to the list. */
    static <T> T collecting(List<byte[]> attachments, Supplier<T> writing) {
        return with(attachments, writing);
    }

    /** Reads something whose placeholders stand for these. */
    static <T extends @Nullable Object> T resolving(List<byte[]> attachments, Supplier<T> reading) {
        return with(attachments, reading);
    }

    private static <T extends @Nullable Object> T with(List<byte[]> attachments, Supplier<T> binding) {
        List<byte[]> outer = CURRENT.get();
        CURRENT.set(attachments);
        try {
            return binding.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    /**
     * What stands in the text for an attachment.
     *
     * @param num which one; null in an object that is no placeholder
     */
    @JsonbPropertyOrder({"isPlaceholder", "num"})
    public record Placeholder(@JsonbProperty("_placeholder") @Nullable Boolean isPlaceholder, @Nullable Integer num) {

        @JsonbCreator
        public Placeholder {}
    }

    /** Bytes as the placeholder of an attachment. */
    static final class Bytes implements JsonbAdapter<byte[], Placeholder> {
        @Override
        public Placeholder adaptToJson(byte[] bytes) {
            List<byte[]> attachments = CURRENT.get();
            attachments.add(bytes);
            return new Placeholder(true, attachments.size() - 1);
        }

        @Override
        public byte[] adaptFromJson(Placeholder placeholder) {
            List<byte[]> attachments = CURRENT.get();
            Integer num = placeholder.num;
            if (num == null || num < 0 || num >= attachments.size()) {
                throw new IllegalArgumentException("an object was sent where bytes are expected");
            }
            return attachments.get(num);
        }
    }

    /** A buffer likewise; its position stays where it is. */
    static final class Buffer implements JsonbAdapter<ByteBuffer, Placeholder> {
        private final Bytes bytes = new Bytes();

        @Override
        public Placeholder adaptToJson(ByteBuffer buffer) {
            return bytes.adaptToJson(JsonWriter.remaining(buffer));
        }

        @Override
        public ByteBuffer adaptFromJson(Placeholder placeholder) {
            return ByteBuffer.wrap(bytes.adaptFromJson(placeholder));
        }
    }
}
