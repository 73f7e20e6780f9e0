package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where one argument of a handler method comes from.
 *
 * @param path as in {@link ee.socketio.Violation}; the type for what no client has sent
 * @param isPathVariable whether it is a part of the namespace's name
 */
record ParameterSource(String path, Value value, boolean isPathVariable) {

    ParameterSource(String path, Value value) {
        this(path, value, false);
    }

    /** How it is found. */
    @FunctionalInterface
    interface Value {
        @Nullable
        Object of(Occasion occasion);
    }

    /** What methods of this kind may ask for by type. */
    static Map<Class<?>, ParameterSource> offered(HandlerMethod.Kind kind) {
        Map<Class<?>, ParameterSource> sources = new LinkedHashMap<>();
        offer(sources, Socket.class, Occasion::socket);
        offer(sources, Namespace.class, occasion -> occasion.socket().namespace());
        offer(sources, Handshake.class, Occasion::handshake);
        offer(sources, Principal.class, occasion -> occasion.handshake()
                .principal()
                .orElse(null));
        switch (kind) {
            case CONNECT -> {}
            case DISCONNECT -> offer(sources, DisconnectReason.class, Occasion::reason);
            case EVENT -> offerEvent(sources);
            case ERROR -> {
                offerEvent(sources);
                offer(sources, Throwable.class, Occasion::failure);
            }
        }
        return sources;
    }

    private static void offer(Map<Class<?>, ParameterSource> sources, Class<?> type, Value value) {
        sources.put(type, new ParameterSource(type.getSimpleName(), value));
    }

    private static void offerEvent(Map<Class<?>, ParameterSource> sources) {
        offer(sources, Event.class, Occasion::event);
        offer(sources, Arguments.class, occasion -> event(occasion).arguments());
        offer(sources, Ack.class, occasion -> event(occasion).ack());
    }

    private static Event event(Occasion occasion) {
        return Objects.requireNonNull(occasion.event());
    }

    /** Who the client is, for those who prefer it to null. */
    static ParameterSource optionalPrincipal() {
        return new ParameterSource("Principal", occasion -> occasion.handshake().principal());
    }

    /** A variable of the namespace's name. */
    static ParameterSource pathVariable(String name, Function<String, Object> conversion) {
        return new ParameterSource(
                name,
                occasion -> conversion.apply(Objects.requireNonNull(
                        occasion.socket().namespace().pathParameters().get(name))),
                true);
    }

    /** What the client gave when it connected. */
    static ParameterSource auth(Type type, Class<?> raw) {
        return new ParameterSource(
                "auth",
                occasion ->
                        bound("auth", "auth", raw, () -> occasion.handshake().auth(type)));
    }

    /** An argument of the event, by position. */
    static ParameterSource argument(int index, Type type, Class<?> raw) {
        String path = Integer.toString(index);
        return new ParameterSource(
                path,
                occasion -> bound(path, "argument " + index, raw, () -> event(occasion)
                        .arguments()
                        .get(index, type)));
    }

    private interface Binding {
        @Nullable
        Object bind();
    }

    private static @Nullable Object bound(String path, String label, Class<?> raw, Binding binding) {
        Object value;
        try {
            value = binding.bind();
        } catch (IllegalArgumentException e) {
            throw new UnboundArgument(path, label, String.valueOf(e.getMessage()), e);
        }
        if (value == null && raw == Optional.class) {
            return Optional.empty();
        }
        if (value == null && raw.isPrimitive()) {
            throw new UnboundArgument(path, label, "missing (expected: " + raw.getName() + ")", null);
        }
        return value;
    }
}
