package ee.socketio.cdi;

import ee.socketio.Event;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The handlers of one bean. */
final class Endpoint {
    private static final String ALL_OTHERS = "*";

    private final Bean<?> bean;
    private final BeanManager manager;
    private final String namespace;

    /** Of a bean with a normal scope: stands for whichever instance is current. */
    private volatile @Nullable Object proxy;

    private final List<HandlerMethod> connect = new ArrayList<>();
    private final List<HandlerMethod> disconnect = new ArrayList<>();
    private final Map<String, List<HandlerMethod>> events = new HashMap<>();

    private Endpoint(Bean<?> bean, BeanManager manager, String namespace) {
        this.bean = bean;
        this.manager = manager;
        this.namespace = namespace;
    }

    /** Finds the handlers, those of superclasses included. */
    static Endpoint of(Bean<?> bean, BeanManager manager, List<String> problems) {
        NamespaceEndpoint annotation =
                Objects.requireNonNull(bean.getBeanClass().getAnnotation(NamespaceEndpoint.class));
        Endpoint endpoint = new Endpoint(bean, manager, annotation.value());
        for (Class<?> type = bean.getBeanClass(); type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                endpoint.add(method, problems);
            }
        }
        return endpoint;
    }

    private void add(Method method, List<String> problems) {
        if (method.isBridge()) {
            return;
        }
        if (method.isAnnotationPresent(OnConnect.class)) {
            connect.add(HandlerMethod.of(method, HandlerMethod.Kind.CONNECT, problems));
        }
        if (method.isAnnotationPresent(OnDisconnect.class)) {
            disconnect.add(HandlerMethod.of(method, HandlerMethod.Kind.DISCONNECT, problems));
        }
        OnEvent event = method.getAnnotation(OnEvent.class);
        if (event != null) {
            String name = event.value().isEmpty() ? method.getName() : event.value();
            events.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(HandlerMethod.of(method, HandlerMethod.Kind.EVENT, problems));
        }
    }

    Class<?> beanClass() {
        return bean.getBeanClass();
    }

    void register(NamespaceRegistry registry) {
        if (manager.isNormalScope(bean.getScope())) {
            proxy = newReference();
        }
        registry.of(namespace).onConnect(this::connected);
    }

    private Object newReference() {
        return manager.getReference(bean, bean.getBeanClass(), manager.createCreationalContext(bean));
    }

    private void connected(Socket socket) throws Exception {
        for (HandlerMethod method : connect) {
            method.call(instance(), new Occasion(socket, null, null));
        }
        events.forEach((name, methods) -> {
            if (!name.equals(ALL_OTHERS)) {
                methods.forEach(method -> socket.on(name, event -> handle(method, event)));
            }
        });
        List<HandlerMethod> others = events.get(ALL_OTHERS);
        if (others != null) {
            socket.onAny(event -> {
                if (!events.containsKey(event.name())) {
                    for (HandlerMethod method : others) {
                        handle(method, event);
                    }
                }
            });
        }
        // While it is still in its rooms, which is what a handler wants to see.
        socket.onDisconnecting((leaving, reason) -> {
            for (HandlerMethod method : disconnect) {
                method.call(instance(), new Occasion(leaving, null, reason));
            }
        });
    }

    private void handle(HandlerMethod method, Event event) throws Exception {
        Acknowledging.answer(event, method, method.call(instance(), new Occasion(event.socket(), event, null)));
    }

    private Object instance() {
        Object known = proxy;
        return known == null ? newReference() : known;
    }
}
