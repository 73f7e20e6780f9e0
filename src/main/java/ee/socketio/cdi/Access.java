package ee.socketio.cdi;

import ee.socketio.Authenticated;
import ee.socketio.Handshake;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may call a handler method, as its annotations have it. */
sealed interface Access {
    List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(Authenticated.class, RolesAllowed.class, PermitAll.class, DenyAll.class);

    /** Everybody. */
    record Everybody() implements Access {}

    /** Nobody. */
    record Nobody() implements Access {}

    /** Whoever is known to the container. */
    record Known() implements Access {}

    /** Who has one of these roles. */
    record InRole(Set<String> roles) implements Access {}

    /** What is said of the method counts, then what is said of the bean, then what is said of the method's own class. */
    static Access of(Method method, Class<?> beanClass, List<String> problems) {
        Class<?> ownClass = method.getDeclaringClass();
        return said(method, HandlerMethod.describe(method), problems)
                .or(() -> said(beanClass, beanClass.getName(), problems))
                .or(() -> said(ownClass, ownClass.getName(), problems))
                .orElse(new Everybody());
    }

    /** What is said of a bean as a whole. */
    static Access of(Class<?> beanClass, List<String> problems) {
        return said(beanClass, beanClass.getName(), problems).orElse(new Everybody());
    }

    private static Optional<Access> said(AnnotatedElement element, String name, List<String> problems) {
        List<Class<? extends Annotation>> present =
                ANNOTATIONS.stream().filter(element::isAnnotationPresent).toList();
        if (present.size() > 1) {
            String problem = name + ": " + names(present) + " (expected: one of them)";
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
        return present.isEmpty() ? Optional.empty() : Optional.of(of(element, present.get(0)));
    }

    private static Access of(AnnotatedElement element, Class<? extends Annotation> kind) {
        if (kind == RolesAllowed.class) {
            return new InRole(Set.of(Objects.requireNonNull(element.getAnnotation(RolesAllowed.class))
                    .value()));
        }
        return kind == PermitAll.class ? new Everybody() : kind == DenyAll.class ? new Nobody() : new Known();
    }

    /** Annotations as one writes them. */
    static String names(List<Class<? extends Annotation>> annotations) {
        return annotations.stream().map(type -> "@" + type.getSimpleName()).collect(Collectors.joining(" and "));
    }

    /** The roles that a container has to be asked for. */
    default Set<String> roles() {
        return this instanceof InRole inRole ? inRole.roles : Set.of();
    }

    /** The roles that are named by a bean without being allowed anything. */
    static Set<String> declared(Class<?> beanClass) {
        @Nullable DeclareRoles roles = beanClass.getAnnotation(DeclareRoles.class);
        return roles == null ? Set.of() : new TreeSet<>(Stream.of(roles.value()).toList());
    }

    /** What a client is told that may not; empty when it may. */
    default Optional<String> refusal(Handshake handshake) {
        if (this instanceof Everybody) {
            return Optional.empty();
        }
        if (handshake.principal().isEmpty()) {
            return Optional.of("Unauthorized");
        }
        boolean allowed = this instanceof Known
                || (this instanceof InRole inRole && inRole.roles.stream().anyMatch(handshake::isUserInRole));
        return allowed ? Optional.empty() : Optional.of("Forbidden");
    }
}
