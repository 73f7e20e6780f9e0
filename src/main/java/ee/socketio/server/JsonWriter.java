package ee.socketio.server;

import ee.socketio.RawJson;
import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.JsonText;
import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arguments of one event or acknowledgement as a JSON array. What Java itself has a form for is written
 * here, the components of records among it, null or not; all else by JSON-B. Bytes become attachments wherever they are found.
 *
 * <p>Used once, by one thread.
 */
final class JsonWriter {
    private static final int MAX_DEPTH = 200;

    /** What is raw has to be readable by our own scanner wherever it is put. */
    private static final DecoderLimits RAW = new DecoderLimits(Integer.MAX_VALUE, DecoderLimits.DEEPEST - MAX_DEPTH);

    private static final DecoderLimits WHOLE = new DecoderLimits(Integer.MAX_VALUE, DecoderLimits.DEEPEST);

    private final JsonBinding binding;
    private final StringBuilder out = new StringBuilder(64);
    private final List<byte[]> attachments = new ArrayList<>(0);
    private int depth;
    private boolean holdsRaw;

    JsonWriter(JsonBinding binding) {
        this.binding = binding;
    }

    /**
     * @param first the event's name; null for an acknowledgement, which has none
     * @throws IllegalArgumentException when a value cannot be written
     */
    EncodedArguments write(@Nullable String first, @Nullable Object[] args) {
        out.append('[');
        if (first != null) {
            Json.quote(first, out);
        }
        for (int i = 0; i < args.length; i++) {
            if (i > 0 || first != null) {
                out.append(',');
            }
            value(args[i]);
        }
        out.append(']');
        String json = out.toString();
        if (holdsRaw && !attachments.isEmpty()) {
            refuseForeignPlaceholders(json);
        }
        return new EncodedArguments(json, List.copyOf(attachments));
    }

    /** Beside attachments, clients take whatever looks like a placeholder for one. */
    private void refuseForeignPlaceholders(String json) {
        try {
            int placeholders = JsonArray.parse(json, attachments.size(), WHOLE)
                    .placeholders()
                    .size();
            if (placeholders == attachments.size()) {
                return;
            }
        } catch (ProtocolException illegalPlaceholder) {
            // its number is none of ours
        }
        throw new IllegalArgumentException("raw JSON with _placeholder cannot be sent together with bytes");
    }

    /** One value on its own, which must hold no bytes. */
    String writeAlone(@Nullable Object value) {
        value(value);
        if (!attachments.isEmpty()) {
            throw new IllegalArgumentException("bytes cannot be sent here (expected: JSON alone)");
        }
        return out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            Json.quote(text.toString(), out);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean || value instanceof JsonValue) {
            out.append(value);
        } else if (value instanceof RawJson json) {
            raw(json.text());
        } else if (value instanceof Character character) {
            Json.quote(character.toString(), out);
        } else if (value instanceof byte[] bytes) {
            attach(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            attach(remaining(buffer));
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null));
        } else {
            nested(value);
        }
    }

    private void raw(String json) {
        try {
            out.append(JsonText.validate(json, RAW));
            holdsRaw = true;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("raw JSON: " + e.getMessage(), e);
        }
    }

    /** A copy of what is left in a buffer, which stays as it is. */
    static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            out.append(Double.isFinite(number.doubleValue()) ? number.toString() : "null");
        } else if (number.getClass().getName().startsWith("java.")) {
            out.append(number);
        } else {
            bound(number);
        }
    }

    private void nested(Object value) {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nesting: > " + MAX_DEPTH + " (is there a cycle?)");
        }
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> values) {
            array(values);
        } else if (value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            array(elements);
        } else {
            Optional<RecordShape> shape = binding.shape(value.getClass());
            if (shape.isPresent()) {
                record(value, shape.get());
            } else {
                bound(value);
            }
        }
        depth--;
    }

    private void record(Object value, RecordShape shape) {
        char separator = '{';
        for (RecordShape.Component component : shape.components()) {
            member(separator, component.name(), RecordShape.value(value, component));
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void member(char separator, String name, @Nullable Object value) {
        out.append(separator);
        Json.quote(name, out);
        out.append(':');
        value(value);
    }

    private void object(Map<?, ?> map) {
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            member(separator, String.valueOf(entry.getKey()), entry.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void array(Iterable<?> values) {
        char separator = '[';
        for (Object element : values) {
            out.append(separator);
            value(element);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void bound(Object value) {
        try {
            out.append(binding.writeByJsonB(value, attachments));
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private void attach(byte[] bytes) {
        out.append("{\"_placeholder\":true,\"num\":").append(attachments.size()).append('}');
        attachments.add(bytes);
    }
}
