package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Socket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    private final List<ParameterSource> sources;

    private HandlerMethod(Method method, List<ParameterSource> sources) {
        this.method = method;
        this.sources = sources;
        method.setAccessible(true);
    }

    /**
     * @param problems gets a sentence for each thing that is wrong with it
     */
    static HandlerMethod of(Method method, Kind kind, List<String> problems) {
        String modifiers = Modifier.toString(
                method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT));
        if (!modifiers.isEmpty()) {
            problems.add(describe(method) + ": " + modifiers
                    + " (expected: none of private, static, final and abstract, so that CDI can stand in front of it)");
        }
        Map<Class<?>, ParameterSource> offered = ParameterSource.offered(kind);
        List<ParameterSource> sources = new ArrayList<>();
        int arguments = 0;
        for (Parameter parameter : method.getParameters()) {
            ParameterSource source = offered.get(parameter.getType());
            if (source == null && kind == Kind.EVENT && isArgument(parameter)) {
                source = ParameterSource.argument(arguments++, parameter.getParameterizedType(), parameter.getType());
            }
            if (source == null) {
                problems.add(describe(method) + ": parameter of type "
                        + parameter.getParameterizedType().getTypeName() + " (expected: " + names(offered)
                        + (kind == Kind.EVENT ? " or a type of the event's argument)" : ")"));
                source = occasion -> null;
            }
            sources.add(source);
        }
        return new HandlerMethod(method, sources);
    }

    /** Not what only other handlers get, nor what nobody knows at run time. */
    private static boolean isArgument(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        boolean ofTheApi = parameter.getType().getPackage() == Socket.class.getPackage();
        return !(type instanceof TypeVariable)
                && !(ofTheApi && parameter.getType().isInterface());
    }

    private static String names(Map<Class<?>, ParameterSource> offered) {
        return offered.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }

    static String describe(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }

    boolean returnsNothing() {
        return method.getReturnType() == void.class;
    }

    /** Whether it takes the acknowledgement into its own hands. */
    boolean acknowledgesItself() {
        return returnsNothing() && Arrays.asList(method.getParameterTypes()).contains(Ack.class);
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
