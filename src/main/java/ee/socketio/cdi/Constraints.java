package ee.socketio.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;

/** Tells who needs Bean Validation, without needing it. */
final class Constraints {
    private Constraints() {}

    /** Whether a method has constraints on its parameters; told by the names of annotations alone. */
    static boolean areOn(Method method) {
        return Stream.of(method.getParameters()).anyMatch(Constraints::areOn);
    }

    private static boolean areOn(Parameter parameter) {
        return areOn(parameter.getAnnotations()) || areOn(parameter.getAnnotatedType());
    }

    private static boolean areOn(AnnotatedType type) {
        return areOn(type.getAnnotations())
                || (type instanceof AnnotatedParameterizedType generic
                        && Stream.of(generic.getAnnotatedActualTypeArguments()).anyMatch(Constraints::areOn));
    }

    private static boolean areOn(Annotation[] annotations) {
        return Stream.of(annotations)
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().equals("jakarta.validation.Valid")
                        || Stream.of(type.getAnnotations())
                                .anyMatch(meta ->
                                        meta.annotationType().getName().equals("jakarta.validation.Constraint")));
    }
}
