package ee.socketio.cdi;

import ee.socketio.NonBlocking;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The promise of {@link NonBlocking}, where it is given, and where it cannot be kept. */
final class Promise {
    /** By name, since no server without transactions has the class. */
    private static final Set<String> BLOCKING = Set.of("jakarta.transaction.Transactional");

    private Promise() {}

    /** Whether a method gives it, or its bean for it. */
    static boolean isOn(Method method, HandlerMethod.Kind kind, Class<?> beanClass, List<String> problems) {
        boolean own = method.isAnnotationPresent(NonBlocking.class);
        if (kind != HandlerMethod.Kind.EVENT && kind != HandlerMethod.Kind.CONNECT) {
            if (own) {
                problems.add(HandlerMethod.describe(method) + ": @NonBlocking (expected: on @OnEvent and @OnConnect)");
            }
            return false;
        }
        if (!own && !beanClass.isAnnotationPresent(NonBlocking.class)) {
            return false;
        }
        Stream.of(method, beanClass, method.getDeclaringClass())
                .flatMap(Promise::blocking)
                .distinct()
                .forEach(name -> problems.add(HandlerMethod.describe(method) + ": @NonBlocking and @" + name
                        + " (expected: one of them, for a transaction waits for its database)"));
        return true;
    }

    private static Stream<String> blocking(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> BLOCKING.contains(type.getName()))
                .map(Class::getSimpleName);
    }
}
