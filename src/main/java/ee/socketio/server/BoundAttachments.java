package ee.socketio.server;

import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes within objects that JSON-B binds: they are attachments, and in the text stands a placeholder. JSON-B gives
 * its serializers no place for that, so the attachments are held by the thread while it binds.
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

    /** Writes {@code byte[]}. */
    static final class BytesWriter implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator generator, SerializationContext context) {
            List<byte[]> attachments = CURRENT.get();
            generator.writeStartObject();
            generator.write("_placeholder", true);
            generator.write("num", attachments.size());
            generator.writeEnd();
            attachments.add(bytes);
        }
    }

    /** Writes {@code ByteBuffer}. */
    static final class BufferWriter implements JsonbSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer buffer, JsonGenerator generator, SerializationContext context) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            new BytesWriter().serialize(bytes, generator, context);
        }
    }

    /** Reads {@code byte[]} from a placeholder, or from base64 in a string. */
    static final class BytesReader implements JsonbDeserializer<byte[]> {
        @Override
        public byte[] deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return read(parser);
        }
    }

    /** Reads {@code ByteBuffer} likewise. */
    static final class BufferReader implements JsonbDeserializer<ByteBuffer> {
        @Override
        public ByteBuffer deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return ByteBuffer.wrap(read(parser));
        }
    }

    private static byte[] read(JsonParser parser) {
        int number = -1;
        String key = "";
        do {
            switch (parser.currentEvent()) {
                case VALUE_STRING -> {
                    return Base64.getDecoder().decode(parser.getString());
                }
                case KEY_NAME -> key = parser.getString();
                case VALUE_NUMBER -> number = key.equals("num") ? parser.getInt() : number;
                case END_OBJECT -> {
                    return attachment(number);
                }
                default -> {
                    // The placeholder's other members say nothing.
                }
            }
            parser.next();
        } while (true);
    }

    private static byte[] attachment(int number) {
        List<byte[]> attachments = CURRENT.get();
        if (number < 0 || number >= attachments.size()) {
            throw new IllegalArgumentException("an object was sent where bytes are expected");
        }
        return attachments.get(number);
    }
}
