package ee.socketio.cdi;

import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import ee.socketio.server.SocketServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The handlers of one bean. */
final class Endpoint {
    private static final Logger LOG = System.getLogger(Endpoint.class.getName());
    private static final String ALL_OTHERS = "*";

    private final Class<?> beanClass;
    private final String namespace;
    private final List<HandlerMethod> connect = new ArrayList<>();
    private final List<HandlerMethod> disconnect = new ArrayList<>();
    private final List<HandlerMethod> errors = new ArrayList<>();
    private final Map<String, HandlerMethod> events = new HashMap<>();

    private Endpoint(Class<?> beanClass, String namespace) {
        this.beanClass = beanClass;
        this.namespace = namespace;
    }

    /**
     * Finds the handlers, those of superclasses first.
     *
     * @param problems gets a sentence for each thing that is wrong
     */
    static Endpoint of(Class<?> beanClass, List<String> problems) {
        NamespaceEndpoint annotation = Objects.requireNonNull(beanClass.getAnnotation(NamespaceEndpoint.class));
        Endpoint endpoint = new Endpoint(beanClass, annotation.value());
        List<Method> methods = new ArrayList<>();
        Set<String> overridden = new HashSet<>();
        for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
            methods.addAll(0, declared(type, overridden));
        }
        methods.forEach(method -> endpoint.add(method, problems));
        return endpoint;
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
        methods.sort(Comparator.comparing(Endpoint::signature));
        return methods;
    }

    private static String signature(Method method) {
        return method.getName() + List.of(method.getParameterTypes());
    }

    private void add(Method method, List<String> problems) {
        if (method.isAnnotationPresent(OnConnect.class)) {
            connect.add(HandlerMethod.of(method, HandlerMethod.Kind.CONNECT, problems));
        }
        if (method.isAnnotationPresent(OnDisconnect.class)) {
            disconnect.add(HandlerMethod.of(method, HandlerMethod.Kind.DISCONNECT, problems));
        }
        if (method.isAnnotationPresent(OnError.class)) {
            errors.add(HandlerMethod.of(method, HandlerMethod.Kind.ERROR, problems));
        }
        OnEvent event = method.getAnnotation(OnEvent.class);
        if (event != null) {
            addEvent(event.value().isEmpty() ? method.getName() : event.value(), method, problems);
        }
    }

    private void addEvent(String name, Method method, List<String> problems) {
        if (SocketServer.isReserved(name)) {
            problems.add(HandlerMethod.describe(method) + ": event \"" + name
                    + "\" is reserved and never comes (expected: another name, or @OnConnect or @OnDisconnect)");
        }
        if (events.put(name, HandlerMethod.of(method, HandlerMethod.Kind.EVENT, problems)) != null) {
            problems.add(HandlerMethod.describe(method) + ": event \"" + name
                    + "\" is handled by another method, too (expected: one method of a bean for each event)");
        }
    }

    Class<?> beanClass() {
        return beanClass;
    }

    boolean isForAllNamespaces() {
        return namespace.equals(ALL_OTHERS);
    }

    void register(NamespaceRegistry registry, BeanInstance instance) {
        Namespace served = isForAllNamespaces() ? registry.of(name -> true) : registry.of(namespace);
        served.onConnect(socket -> connected(socket, instance));
        for (HandlerMethod method : errors) {
            served.onError((event, failure) -> failed(method, event, failure, instance));
        }
    }

    private void connected(Socket socket, BeanInstance instance) throws Exception {
        for (HandlerMethod method : connect) {
            instance.call(method, Occasion.connect(socket));
        }
        events.forEach((name, method) -> {
            if (!name.equals(ALL_OTHERS)) {
                socket.on(name, event -> handle(method, event, instance));
            }
        });
        HandlerMethod others = events.get(ALL_OTHERS);
        if (others != null) {
            socket.onUnhandled(event -> handle(others, event, instance));
        }
        // While it is still in its rooms, which is what a handler wants to see.
        for (HandlerMethod method : disconnect) {
            socket.onDisconnecting((leaving, reason) -> instance.call(method, Occasion.disconnect(leaving, reason)));
        }
    }

    private static void handle(HandlerMethod method, Event event, BeanInstance instance) throws Exception {
        Acknowledging.answer(event, method, instance.call(method, Occasion.event(event)));
    }

    private static void failed(HandlerMethod method, Event event, Throwable failure, BeanInstance instance) {
        try {
            Object returned = instance.call(method, Occasion.error(event, failure));
            if (!method.returnsNothing()) {
                Acknowledging.send(event.ack(), returned);
            }
        } catch (Exception e) {
            LOG.log(Level.ERROR, "SIO-0301 An error handler failed", e);
        }
    }
}
