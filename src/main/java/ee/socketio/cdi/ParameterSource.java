package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one argument of a handler method comes from. */
@FunctionalInterface
interface ParameterSource {
    @Nullable
    Object value(Occasion occasion);

    /** What methods of this kind may ask for by type. */
    static Map<Class<?>, ParameterSource> offered(HandlerMethod.Kind kind) {
        Map<Class<?>, ParameterSource> sources = new LinkedHashMap<>();
        sources.put(Socket.class, Occasion::socket);
        sources.put(Namespace.class, occasion -> occasion.socket().namespace());
        sources.put(Handshake.class, occasion -> occasion.socket().handshake());
        switch (kind) {
            case CONNECT -> {}
            case DISCONNECT -> sources.put(DisconnectReason.class, Occasion::reason);
            case EVENT -> offerEvent(sources);
            case ERROR -> {
                offerEvent(sources);
                sources.put(Throwable.class, Occasion::failure);
            }
        }
        return sources;
    }

    private static void offerEvent(Map<Class<?>, ParameterSource> sources) {
        sources.put(Event.class, Occasion::event);
        sources.put(Arguments.class, occasion -> event(occasion).arguments());
        sources.put(Ack.class, occasion -> event(occasion).ack());
    }

    private static Event event(Occasion occasion) {
        return Objects.requireNonNull(occasion.event());
    }

    /** An argument of the event, by position. */
    static ParameterSource argument(int index, Type type, Class<?> raw) {
        return occasion -> {
            Object value;
            try {
                value = event(occasion).arguments().get(index, type);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("argument " + index + ": " + e.getMessage(), e);
            }
            if (value == null && raw == Optional.class) {
                return Optional.empty();
            }
            if (value == null && raw.isPrimitive()) {
                throw new IllegalArgumentException("argument " + index + ": missing (expected: " + raw.getName() + ")");
            }
            return value;
        };
    }
}
