package ee.socketio.server;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyOrderStrategy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between JSON text with attachments and the values of applications. Thread-safe.
 */
final class JsonBinding implements AutoCloseable {
    private static final Logger LOG = System.getLogger(JsonBinding.class.getName());

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyOrderStrategy(PropertyOrderStrategy.ANY)
            .withSerializers(new BoundAttachments.BytesWriter(), new BoundAttachments.BufferWriter())
            .withDeserializers(new BoundAttachments.BytesReader(), new BoundAttachments.BufferReader()));

    /** An event's name and its arguments. */
    EncodedArguments event(String name, @Nullable Object[] args) {
        return new JsonWriter(jsonb).write(name, args);
    }

    /** The values of an acknowledgement. */
    EncodedArguments acknowledgement(@Nullable Object[] values) {
        return new JsonWriter(jsonb).write(null, values);
    }

    /** One value that must not hold bytes. */
    String alone(@Nullable Object value) {
        return new JsonWriter(jsonb).writeAlone(value);
    }

    /**
     * Binds a JSON text.
     *
     * @throws IllegalArgumentException when it does not fit the type
     */
    @Nullable
    Object bind(String json, Type type, List<byte[]> attachments) {
        if (json.equals("null")) {
            return null;
        }
        try {
            Object bound = BoundAttachments.resolving(attachments, () -> {
                Object value = jsonb.fromJson(json, type);
                return value;
            });
            return attachments.isEmpty() || !isUntyped(type) ? bound : resolved(bound, attachments);
        } catch (JsonbException | IllegalArgumentException | ArithmeticException | ClassCastException e) {
            throw new IllegalArgumentException("expected: " + type.getTypeName() + " (" + e.getMessage() + ")", e);
        }
    }

    /** Whether JSON-B makes maps, lists and plain values of it, in which placeholders are maps. */
    private static boolean isUntyped(Type type) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        return raw == Object.class || raw == Map.class || raw == List.class;
    }

    private static @Nullable Object resolved(@Nullable Object value, List<byte[]> attachments) {
        if (value instanceof Map<?, ?> map) {
            if (Boolean.TRUE.equals(map.get("_placeholder")) && map.get("num") instanceof Number number) {
                return attachments.get(number.intValue());
            }
            resolveValues(map, attachments);
        } else if (value instanceof List<?> list) {
            resolveElements(list, attachments);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // JSON-B has just made it, of values of any type
    private static void resolveValues(Map<?, ?> map, List<byte[]> attachments) {
        ((Map<Object, @Nullable Object>) map).replaceAll((key, member) -> resolved(member, attachments));
    }

    @SuppressWarnings("unchecked") // as above
    private static void resolveElements(List<?> list, List<byte[]> attachments) {
        ((List<@Nullable Object>) list).replaceAll(element -> resolved(element, attachments));
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
