package ee.socketio.server;

import ee.socketio.wire.socket.JsonArray.Placeholder;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of a type from JSON text that has been validated already. What Java itself has a form for is read
 * here, without a tree in between and more strictly than by JSON-B, which lets numbers overflow; all else by JSON-B.
 *
 * <p>Used once, by one thread. Throws {@link IllegalArgumentException} when the text does not fit the type.
 */
final class ValueReader {
    /** Longer numbers take a time to convert that grows with the square of their length. */
    private static final int MAX_DIGITS = 1000;

    private final JsonBinding binding;
    private final JsonCursor json;
    private final List<Placeholder> placeholders;
    private final List<byte[]> attachments;

    /** Of the type parameters of generic records, while one is being read. */
    private Map<TypeVariable<?>, Type> typeArguments = Map.of();

    ValueReader(
            JsonBinding binding,
            String text,
            int start,
            int end,
            List<Placeholder> placeholders,
            List<byte[]> attachments) {
        this.binding = binding;
        json = new JsonCursor(text, start, end);
        this.placeholders = placeholders;
        this.attachments = attachments;
    }

    @Nullable
    Object read(Type type) {
        if (type instanceof Class<?> plain) {
            return read(plain, type, Object.class, Object.class);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            return read(raw, type, arguments[0], arguments[arguments.length - 1]);
        }
        if (type instanceof GenericArrayType array) {
            return array(array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return read(wildcard.getUpperBounds()[0]);
        }
        return read(typeArguments.getOrDefault(type, Object.class));
    }

    /**
     * @param first the first type argument
     * @param last the last one
     */
    private @Nullable Object read(Class<?> raw, Type type, Type first, Type last) {
        if (raw == Optional.class) {
            return Optional.ofNullable(read(first));
        }
        if (json.takeNull()) {
            return null;
        }
        if (raw == Object.class) {
            return untyped();
        }
        if (raw == byte[].class) {
            return bytes();
        }
        if (raw == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes());
        }
        if (raw.isArray()) {
            return array(raw.getComponentType());
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return elements(new ArrayList<>(), first);
        }
        if (raw == Set.class) {
            return elements(new LinkedHashSet<>(), first);
        }
        if (raw == Map.class && (first == String.class || first == Object.class)) {
            return object(last);
        }
        Optional<RecordShape> shape = binding.shape(raw);
        if (shape.isPresent()) {
            return record(shape.get(), raw, type);
        }
        return scalar(raw, type);
    }

    private @Nullable Object scalar(Class<?> raw, Type type) {
        if (raw == String.class && json.peek() == '"') {
            return json.string("a string");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return json.bool();
        }
        if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            return raw == char.class ? character() : number(raw);
        }
        if (raw == Character.class) {
            return character();
        }
        if (raw.isEnum() && json.peek() == '"') {
            return constant(raw);
        }
        return binding.bindByJsonB(json.value(), type, attachments);
    }

    private @Nullable Object untyped() {
        return switch (json.peek()) {
            case '{' -> placeholder() != null ? bytes() : object(Object.class);
            case '[' -> elements(new ArrayList<>(), Object.class);
            case '"' -> json.string("a string");
            case 't', 'f' -> json.bool();
            default -> number(BigDecimal.class);
        };
    }

    private @Nullable Placeholder placeholder() {
        for (Placeholder placeholder : placeholders) {
            if (placeholder.start() == json.at()) {
                return placeholder;
            }
        }
        return null;
    }

    private byte[] bytes() {
        Placeholder placeholder = placeholder();
        if (placeholder != null) {
            json.goTo(placeholder.end());
            return attachments.get(placeholder.attachment());
        }
        return Base64.getDecoder().decode(json.string("bytes"));
    }

    private Map<String, @Nullable Object> object(Type member) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        json.members(name -> members.put(name, read(member)));
        return members;
    }

    private <C extends Collection<@Nullable Object>> C elements(C into, Type element) {
        json.elements(() -> into.add(read(element)));
        return into;
    }

    private Object array(Type element) {
        List<@Nullable Object> elements = elements(new ArrayList<>(), element);
        Class<?> raw = element instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : element instanceof Class<?> plain ? plain : Object.class;
        Object array = Array.newInstance(raw, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Object value = elements.get(i);
            if (value == null && raw.isPrimitive()) {
                throw new IllegalArgumentException("null (expected: " + raw.getName() + ")");
            }
            Array.set(array, i, value);
        }
        return array;
    }

    private Object record(RecordShape shape, Class<?> raw, Type type) {
        List<RecordShape.Component> components = shape.components();
        @Nullable Object[] values = new @Nullable Object[components.size()];
        Map<TypeVariable<?>, Type> outer = typeArguments;
        typeArguments = typeArguments(raw, type);
        try {
            json.members(name -> {
                for (int i = 0; i < values.length; i++) {
                    if (components.get(i).name().equals(name)) {
                        values[i] = member(components.get(i));
                        return;
                    }
                }
                json.skip();
            });
        } finally {
            typeArguments = outer;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = missing(components.get(i));
            }
        }
        return shape.create(values);
    }

    private Map<TypeVariable<?>, Type> typeArguments(Class<?> raw, Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return Map.of();
        }
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        for (int i = 0; i < raw.getTypeParameters().length; i++) {
            Type argument = generic.getActualTypeArguments()[i];
            arguments.put(raw.getTypeParameters()[i], typeArguments.getOrDefault(argument, argument));
        }
        return arguments;
    }

    private @Nullable Object member(RecordShape.Component component) {
        try {
            return read(component.type());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(component.name() + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Object missing(RecordShape.Component component) {
        Class<?> type = component.accessor().getReturnType();
        if (type.isPrimitive()) {
            throw new IllegalArgumentException(component.name() + ": missing (expected: " + type.getName() + ")");
        }
        return type == Optional.class ? Optional.empty() : null;
    }

    private Character character() {
        String string = json.string("a character");
        if (string.length() != 1) {
            throw new IllegalArgumentException("\"" + string + "\" (expected: a character)");
        }
        return string.charAt(0);
    }

    private Object constant(Class<?> type) {
        String name = json.string("a name");
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        '"' + name + "\" (expected: one of " + Arrays.toString(type.getEnumConstants()) + ")"));
    }

    private Object number(Class<?> type) {
        String number = json.number();
        if (type == double.class || type == Double.class) {
            return Double.valueOf(number);
        }
        if (type == float.class || type == Float.class) {
            return Float.valueOf(number);
        }
        if (number.length() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "a number of " + number.length() + " characters (expected: <= " + MAX_DIGITS + ")");
        }
        BigDecimal exact = new BigDecimal(number);
        if (type == BigDecimal.class || type == Number.class) {
            return exact;
        }
        try {
            return whole(exact, type);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(number + " (expected: " + type.getSimpleName() + ")", e);
        }
    }

    private static Object whole(BigDecimal exact, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return exact.intValueExact();
        }
        if (type == long.class || type == Long.class) {
            return exact.longValueExact();
        }
        if (type == short.class || type == Short.class) {
            return exact.shortValueExact();
        }
        if (type == byte.class || type == Byte.class) {
            return exact.byteValueExact();
        }
        if (type == BigInteger.class && exact.scale() >= -MAX_DIGITS) {
            return exact.toBigIntegerExact();
        }
        throw new ArithmeticException();
    }
}
