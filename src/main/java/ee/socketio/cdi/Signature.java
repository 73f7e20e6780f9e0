package ee.socketio.cdi;

import ee.socketio.Auth;
import ee.socketio.PathParam;
import ee.socketio.Socket;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a handler method. */
final class Signature {
    private final Method method;
    private final HandlerMethod.Kind kind;
    private final List<String> variables;
    private final List<String> problems;
    private final Map<Class<?>, ParameterSource> offered;
    private int arguments;
    private int failures;

    Signature(Method method, HandlerMethod.Kind kind, List<String> variables, List<String> problems) {
        this.method = method;
        this.kind = kind;
        this.variables = variables;
        this.problems = problems;
        offered = ParameterSource.offered(kind);
    }

    /** Where the arguments come from, in their order. */
    List<ParameterSource> sources() {
        List<ParameterSource> sources = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            sources.add(source(parameter));
        }
        return sources;
    }

    private ParameterSource source(Parameter parameter) {
        @Nullable PathParam variable = parameter.getAnnotation(PathParam.class);
        if (variable != null) {
            return pathVariable(variable.value(), parameter);
        }
        if (parameter.isAnnotationPresent(Auth.class)) {
            return isBindable(parameter)
                    ? ParameterSource.auth(parameter.getParameterizedType(), parameter.getType())
                    : wrong("@Auth " + typeName(parameter), "a type of what the client gives");
        }
        if (isOptionalPrincipal(parameter.getParameterizedType())) {
            return ParameterSource.optionalPrincipal();
        }
        if (kind == HandlerMethod.Kind.ERROR && Throwable.class.isAssignableFrom(parameter.getType())) {
            return ++failures == 1
                    ? new ParameterSource("Throwable", Occasion::failure)
                    : wrong("parameter of type " + typeName(parameter), "one exception");
        }
        ParameterSource byType = offered.get(parameter.getType());
        if (byType != null) {
            return byType;
        }
        if (kind == HandlerMethod.Kind.EVENT && isBindable(parameter)) {
            return ParameterSource.argument(arguments++, parameter.getParameterizedType(), parameter.getType());
        }
        return wrong("parameter of type " + typeName(parameter), expected());
    }

    private ParameterSource pathVariable(String name, Parameter parameter) {
        if (!variables.contains(name)) {
            return wrong(
                    "@PathParam(\"" + name + "\")",
                    variables.isEmpty()
                            ? "a variable of the namespace, such as /chat/{" + name + "}"
                            : "one of " + String.join(", ", variables));
        }
        return PathValue.conversion(parameter.getType())
                .map(conversion -> ParameterSource.pathVariable(name, conversion))
                .orElseGet(() -> wrong("@PathParam(\"" + name + "\") of type " + typeName(parameter), PathValue.TYPES));
    }

    private static boolean isOptionalPrincipal(Type type) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] == Principal.class;
    }

    /** Not what only other handlers get, nor what nobody knows at run time. */
    private static boolean isBindable(Parameter parameter) {
        boolean ofTheApi = parameter.getType().getPackage() == Socket.class.getPackage();
        return !(parameter.getParameterizedType() instanceof TypeVariable)
                && !(ofTheApi && parameter.getType().isInterface());
    }

    private static String typeName(Parameter parameter) {
        return parameter.getParameterizedType().getTypeName();
    }

    private String expected() {
        String types = offered.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        return types + ", @Auth, @PathParam"
                + (kind == HandlerMethod.Kind.EVENT ? " or a type of the event's argument" : "");
    }

    private ParameterSource wrong(String found, String expected) {
        problems.add(HandlerMethod.describe(method) + ": " + found + " (expected: " + expected + ")");
        return new ParameterSource("", occasion -> null);
    }
}
