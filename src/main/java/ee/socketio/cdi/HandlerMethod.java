package ee.socketio.cdi;

import ee.socketio.Ack;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One method of an endpoint, and where its arguments come from. */
final class HandlerMethod {

    /** What calls it. */
    enum Kind {
        CONNECT,
        EVENT,
        DISCONNECT,
        ERROR
    }

    private final Method method;
    private final Kind kind;
    private final List<ParameterSource> sources;
    private final Access access;
    private final boolean constrained;
    private final boolean nonBlocking;

    private HandlerMethod(Method method, Kind kind, List<ParameterSource> sources, Access access, boolean nonBlocking) {
        this.method = method;
        this.kind = kind;
        this.sources = sources;
        this.access = access;
        this.nonBlocking = nonBlocking;
        constrained = Constraints.areOn(method);
        method.setAccessible(true);
    }

    /**
     * @param variables of the namespace's name
     * @param problems gets a sentence for each thing that is wrong with it
     */
    static HandlerMethod of(
            Method method, Kind kind, Class<?> beanClass, List<String> variables, List<String> problems) {
        String name = describe(method);
        String modifiers = Modifier.toString(
                method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT));
        if (!modifiers.isEmpty()) {
            problems.add(name + ": " + modifiers
                    + " (expected: none of private, static, final and abstract, so that CDI can stand in front of it)");
        }
        boolean called = kind == Kind.CONNECT || kind == Kind.EVENT;
        if ((kind == Kind.CONNECT || kind == Kind.DISCONNECT) && method.getReturnType() != void.class) {
            problems.add(name + ": returns " + method.getGenericReturnType().getTypeName()
                    + (kind == Kind.CONNECT
                            ? " (expected: void; a client is refused by ConnectionRefused)"
                            : " (expected: void)"));
        }
        List<Class<? extends Annotation>> forbidden = called
                ? List.of()
                : Access.ANNOTATIONS.stream()
                        .filter(method::isAnnotationPresent)
                        .toList();
        if (!forbidden.isEmpty()) {
            problems.add(name + ": " + Access.names(forbidden)
                    + " (expected: on @OnConnect and @OnEvent, nobody else is asked)");
        }
        List<ParameterSource> sources = new Signature(method, kind, variables, problems).sources();
        return new HandlerMethod(
                method,
                kind,
                sources,
                called ? Access.of(method, beanClass, problems) : new Access.Everybody(),
                Promise.isOn(method, kind, beanClass, problems));
    }

    static String describe(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }

    Method method() {
        return method;
    }

    Kind kind() {
        return kind;
    }

    List<ParameterSource> sources() {
        return sources;
    }

    Access access() {
        return access;
    }

    /** Whether Bean Validation has a say. */
    boolean isConstrained() {
        return constrained;
    }

    /** Whether it promises to wait for nothing. */
    boolean isNonBlocking() {
        return nonBlocking;
    }

    /** The failure that it takes; all of them when it does not say. */
    Class<?> failureType() {
        return Arrays.stream(method.getParameterTypes())
                .filter(Throwable.class::isAssignableFrom)
                .findFirst()
                .orElse(Throwable.class);
    }

    /** Whether there is no value to acknowledge with, not even null. */
    boolean returnsNothing() {
        Type type = method.getGenericReturnType();
        return type == void.class
                || type == Void.class
                || (type instanceof ParameterizedType generic
                        && generic.getRawType() instanceof Class<?> raw
                        && CompletionStage.class.isAssignableFrom(raw)
                        && generic.getActualTypeArguments()[0] == Void.class);
    }

    /** Whether it takes the acknowledgement into its own hands. */
    boolean acknowledgesItself() {
        return returnsNothing() && Arrays.asList(method.getParameterTypes()).contains(Ack.class);
    }

    /** The arguments of a call. */
    @Nullable
    Object[] arguments(Occasion occasion) {
        @Nullable Object[] values = new @Nullable Object[sources.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sources.get(i).value().of(occasion);
        }
        return values;
    }

    /** Calls it; throws what it throws. */
    @Nullable
    Object call(Object instance, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(instance, arguments);
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
