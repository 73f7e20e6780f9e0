package ee.socketio.cdi;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.server.PathTemplate;
import ee.socketio.server.SocketServer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the handlers of a bean, those of superclasses first, and everything that is wrong with them. */
final class EndpointReader {
    private static final List<Class<? extends Annotation>> HANDLERS =
            List.of(OnConnect.class, OnEvent.class, OnDisconnect.class, OnError.class);

    private final Class<?> beanClass;
    private final List<String> problems;
    private final String namespace;
    private final List<String> variables;
    private final List<HandlerMethod> connect = new ArrayList<>();
    private final List<HandlerMethod> disconnect = new ArrayList<>();
    private final List<HandlerMethod> errors = new ArrayList<>();
    private final Map<String, HandlerMethod> events = new LinkedHashMap<>();

    /**
     * @param problems gets a sentence for each thing that is wrong
     */
    EndpointReader(Class<?> beanClass, List<String> problems) {
        this.beanClass = beanClass;
        this.problems = problems;
        String name = Objects.requireNonNull(beanClass.getAnnotation(NamespaceEndpoint.class))
                .value();
        namespace = name.startsWith("/") || name.equals(Endpoint.ALL_OTHERS) ? name : "/" + name;
        variables = variables();
    }

    private List<String> variables() {
        try {
            return PathTemplate.isOne(namespace) ? PathTemplate.parse(namespace).variables() : List.of();
        } catch (IllegalArgumentException e) {
            problems.add(beanClass.getName() + ": " + e.getMessage());
            return List.of();
        }
    }

    Endpoint read() {
        List<Method> methods = new ArrayList<>();
        Set<String> overridden = new HashSet<>();
        for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
            methods.addAll(0, declared(type, overridden));
        }
        methods.forEach(this::add);
        sortErrors();
        return new Endpoint(beanClass, namespace, Access.of(beanClass, problems), connect, events, disconnect, errors);
    }

    /** Of one class, in an order that is always the same; without those that subclasses override. */
    private static List<Method> declared(Class<?> type, Set<String> overridden) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            boolean isOwn = Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
            if (!method.isSynthetic() && (isOwn || overridden.add(signature(method)))) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing(EndpointReader::signature));
        return methods;
    }

    private static String signature(Method method) {
        return method.getName() + List.of(method.getParameterTypes());
    }

    /** The methods of a class that would be handlers, if it were an endpoint. */
    static List<Method> handlers(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> HANDLERS.stream().anyMatch(method::isAnnotationPresent))
                .toList();
    }

    private void add(Method method) {
        if (method.isAnnotationPresent(OnConnect.class)) {
            connect.add(handler(method, HandlerMethod.Kind.CONNECT));
        }
        if (method.isAnnotationPresent(OnDisconnect.class)) {
            disconnect.add(handler(method, HandlerMethod.Kind.DISCONNECT));
        }
        if (method.isAnnotationPresent(OnError.class)) {
            errors.add(handler(method, HandlerMethod.Kind.ERROR));
        }
        OnEvent event = method.getAnnotation(OnEvent.class);
        if (event != null) {
            addEvent(event.value().isEmpty() ? method.getName() : event.value(), method);
        }
    }

    private HandlerMethod handler(Method method, HandlerMethod.Kind kind) {
        return HandlerMethod.of(method, kind, beanClass, variables, problems);
    }

    private void addEvent(String name, Method method) {
        if (SocketServer.isReserved(name)) {
            problems.add(HandlerMethod.describe(method) + ": event \"" + name
                    + "\" is reserved and never comes (expected: another name, or @OnConnect or @OnDisconnect)");
        }
        if (events.put(name, handler(method, HandlerMethod.Kind.EVENT)) != null) {
            problems.add(HandlerMethod.describe(method) + ": event \"" + name
                    + "\" is handled by another method, too (expected: one method of a bean for each event)");
        }
    }

    /** A subclass ahead of its superclass, which is what makes a failure's nearest handler the first that fits. */
    private void sortErrors() {
        Set<Class<?>> taken = new HashSet<>();
        for (HandlerMethod method : errors) {
            if (!taken.add(method.failureType())) {
                problems.add(HandlerMethod.describe(method.method()) + ": "
                        + method.failureType().getSimpleName()
                        + " is taken by another method, too (expected: one method of a bean for each exception)");
            }
        }
        errors.sort(Comparator.comparing(method -> -depth(method.failureType())));
    }

    private static int depth(Class<?> type) {
        Class<?> above = type.getSuperclass();
        return above == null ? 0 : 1 + depth(above);
    }
}
