package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One method of an endpoint, and where its arguments come from. */
final class HandlerMethod {

    /** What calls it. */
    enum Kind {
        CONNECT,
        EVENT,
        DISCONNECT
    }

    /** Where one argument comes from. */
    @FunctionalInterface
    private interface Source {
        @Nullable
        Object value(Occasion occasion);
    }

    private final Method method;
    private final List<Source> sources;

    private HandlerMethod(Method method, List<Source> sources) {
        this.method = method;
        this.sources = sources;
        method.setAccessible(true);
    }

    /**
     * @param problems gets a sentence for each thing that is wrong with it
     */
    static HandlerMethod of(Method method, Kind kind, List<String> problems) {
        if (Modifier.isPrivate(method.getModifiers())
                || Modifier.isStatic(method.getModifiers())
                || Modifier.isFinal(method.getModifiers())) {
            problems.add(describe(method) + ": private, static or final (expected: a method CDI can intercept)");
        }
        List<Source> sources = new ArrayList<>();
        int payload = 0;
        for (Parameter parameter : method.getParameters()) {
            Source source = injected(parameter.getType(), kind);
            if (source == null && kind == Kind.EVENT) {
                source = argument(payload++, parameter.getParameterizedType());
            }
            if (source == null) {
                problems.add(describe(method) + ": parameter of type "
                        + parameter.getType().getName() + " (expected: " + expected(kind) + ")");
                source = occasion -> null;
            }
            sources.add(source);
        }
        return new HandlerMethod(method, sources);
    }

    private static String describe(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }

    private static String expected(Kind kind) {
        return "Socket, Namespace or Handshake" + (kind == Kind.DISCONNECT ? " or DisconnectReason" : "");
    }

    private static @Nullable Source injected(Class<?> type, Kind kind) {
        if (type == Socket.class) {
            return Occasion::socket;
        }
        if (type == Namespace.class) {
            return occasion -> occasion.socket().namespace();
        }
        if (type == Handshake.class) {
            return occasion -> occasion.socket().handshake();
        }
        if (kind == Kind.DISCONNECT && type == DisconnectReason.class) {
            return Occasion::reason;
        }
        if (kind == Kind.EVENT) {
            if (type == Event.class) {
                return Occasion::event;
            }
            if (type == Arguments.class) {
                return occasion -> event(occasion).arguments();
            }
            if (type == Ack.class) {
                return occasion -> event(occasion).ack();
            }
        }
        return null;
    }

    private static Event event(Occasion occasion) {
        return Objects.requireNonNull(occasion.event());
    }

    private static Source argument(int index, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            Type content = generic.getActualTypeArguments()[0];
            return occasion -> Optional.ofNullable(bound(occasion, index, content));
        }
        boolean required = type instanceof Class<?> plain && plain.isPrimitive();
        return occasion -> {
            Object value = bound(occasion, index, type);
            if (value == null && required) {
                throw new IllegalArgumentException(
                        "argument " + index + ": missing (expected: " + type.getTypeName() + ")");
            }
            return value;
        };
    }

    private static @Nullable Object bound(Occasion occasion, int index, Type type) {
        try {
            return event(occasion).arguments().get(index, type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("argument " + index + ": " + e.getMessage(), e);
        }
    }

    boolean returnsNothing() {
        return method.getReturnType() == void.class;
    }

    /** Whether it takes the acknowledgement into its own hands. */
    boolean acknowledgesItself() {
        return returnsNothing() && List.of(method.getParameterTypes()).contains(Ack.class);
    }

    /** Calls it; throws what it throws. */
    @Nullable
    Object call(Object instance, Occasion occasion) throws Exception {
        @Nullable Object[] values = new @Nullable Object[sources.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sources.get(i).value(occasion);
        }
        try {
            return method.invoke(instance, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
