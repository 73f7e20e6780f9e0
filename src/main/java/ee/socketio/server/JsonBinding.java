package ee.socketio.server;

import ee.socketio.wire.socket.JsonArray.Placeholder;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Between JSON text with attachments and the values of applications. Thread-safe.
 */
final class JsonBinding implements AutoCloseable {
    private static final Logger LOG = System.getLogger(JsonBinding.class.getName());

    private final Jsonb jsonb = JsonbBuilder.create(
            new JsonbConfig().withAdapters(new BoundAttachments.Bytes(), new BoundAttachments.Buffer()));

    private final Map<Class<?>, Optional<RecordShape>> shapes = new ConcurrentHashMap<>();

    /** An event's name and its arguments. */
    EncodedArguments event(String name, @Nullable Object[] args) {
        return new JsonWriter(this).write(name, args);
    }

    /** The values of an acknowledgement. */
    EncodedArguments acknowledgement(@Nullable Object[] values) {
        return new JsonWriter(this).write(null, values);
    }

    /** One value that must not hold bytes. */
    String alone(@Nullable Object value) {
        return new JsonWriter(this).writeAlone(value);
    }

    /**
     * Binds a part of a valid JSON text.
     *
     * @param placeholders in the text
     * @throws IllegalArgumentException when it does not fit the type
     */
    @Nullable
    Object bind(String text, int start, int end, Type type, List<Placeholder> placeholders, List<byte[]> attachments) {
        return new ValueReader(this, text, start, end, placeholders, attachments).read(type);
    }

    /** Binds a text without attachments. */
    @Nullable
    Object bind(String json, Type type) {
        return bind(json, 0, json.length(), type, List.of(), List.of());
    }

    @Nullable
    Object bindByJsonB(String json, Type type, List<byte[]> attachments) {
        try {
            return BoundAttachments.resolving(attachments, () -> {
                Object value = jsonb.fromJson(json, type);
                return value;
            });
        } catch (JsonbException | IllegalArgumentException | ArithmeticException | ClassCastException e) {
            throw new IllegalArgumentException("expected: " + type.getTypeName() + " (" + e.getMessage() + ")", e);
        }
    }

    String writeByJsonB(Object value, List<byte[]> attachments) {
        return BoundAttachments.collecting(attachments, () -> jsonb.toJson(value));
    }

    Optional<RecordShape> shape(Class<?> type) {
        return type.isRecord() ? shapes.computeIfAbsent(type, RecordShape::of) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "SIO-0201 JSON-B could not be closed", e);
        }
    }
}
