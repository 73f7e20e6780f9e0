package ee.socketio.server;

import jakarta.json.bind.annotation.JsonbAnnotation;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record class as JSON sees it: an object with a member for each component. Written and read here and not by JSON-B,
 * which takes public records only; what has annotations of JSON-B is left to it.
 */
final class RecordShape {

    /**
     * One member.
     *
     * @param type generic where the component is
     */
    record Component(String name, Type type, Method accessor) {}

    private final List<Component> components;
    private final Constructor<?> constructor;

    private RecordShape(List<Component> components, Constructor<?> constructor) {
        this.components = components;
        this.constructor = constructor;
    }

    /** The shape of a class; empty when it is no record, or one for JSON-B. */
    static Optional<RecordShape> of(Class<?> type) {
        if (!type.isRecord() || isAnnotated(type)) {
            return Optional.empty();
        }
        List<Component> components = new ArrayList<>();
        RecordComponent[] declared = type.getRecordComponents();
        try {
            for (RecordComponent component : declared) {
                Method accessor = component.getAccessor();
                if (isAnnotated(component) || isAnnotated(accessor)) {
                    return Optional.empty();
                }
                accessor.setAccessible(true);
                components.add(new Component(component.getName(), component.getGenericType(), accessor));
            }
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            boolean isCreator = Arrays.stream(type.getDeclaredConstructors()).anyMatch(RecordShape::isAnnotated)
                    || Arrays.stream(type.getDeclaredMethods()).anyMatch(RecordShape::isAnnotated)
                    || Arrays.stream(type.getDeclaredFields()).anyMatch(RecordShape::isAnnotated);
            return isCreator ? Optional.empty() : Optional.of(new RecordShape(components, canonical));
        } catch (NoSuchMethodException | InaccessibleObjectException inAModule) {
            return Optional.empty();
        }
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().isAnnotationPresent(JsonbAnnotation.class)) {
                return true;
            }
        }
        return false;
    }

    List<Component> components() {
        return components;
    }

    /** The value of one component. */
    static @Nullable Object value(Object instance, Component component) {
        try {
            return component.accessor.invoke(instance);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalArgumentException(component.name + " cannot be read: " + cause(e), e);
        }
    }

    /** A new record; what its constructor throws says that the values do not fit. */
    Object create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getSimpleName() + ": " + cause(e).getMessage(), e);
        }
    }

    private static Throwable cause(ReflectiveOperationException e) {
        return e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
    }
}
