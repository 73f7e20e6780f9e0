package ee.socketio.cdi;

import ee.socketio.InNamespace;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.SocketEvent;
import ee.socketio.SocketScoped;
import ee.socketio.server.PathTemplate;
import ee.socketio.server.SocketServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link NamespaceRegistry} and its namespaces injectable, gives {@link SocketScoped} its context, and lets
 * namespace endpoints handle events.
 *
 * <p>CDI is complete before the server exists; {@link #serve} brings them together. Everything that is wrong with
 * endpoints is listed in one deployment problem.
 */
public final class EndpointExtension implements Extension {
    private static final Comparator<Class<?>> BY_PRIORITY = Comparator.comparingInt(EndpointExtension::priority);

    private final SocketContext sockets = new SocketContext();
    private final Map<Class<?>, Bean<?>> beans = new ConcurrentHashMap<>();
    private final Set<Method> strays = ConcurrentHashMap.newKeySet();
    private final Set<String> injected = new ConcurrentSkipListSet<>();
    private final Map<Endpoint, Bean<?>> endpoints = new LinkedHashMap<>();
    private volatile boolean hasRequestScoped;
    private volatile boolean hasSocketScoped;
    private volatile boolean hasObservers;
    private volatile boolean hasAsyncObservers;
    private volatile @Nullable BeanValidation validation;
    private volatile @Nullable BeanManager manager;
    private volatile @Nullable NamespaceRegistry registry;

    void collect(@Observes ProcessManagedBean<?> event) {
        if (event.getAnnotatedBeanClass().isAnnotationPresent(NamespaceEndpoint.class)) {
            beans.put(event.getBean().getBeanClass(), event.getBean());
        } else {
            strays.addAll(EndpointReader.handlers(event.getBean().getBeanClass()));
        }
    }

    void lookForScopes(@Observes ProcessBean<?> event) {
        Class<?> scope = event.getBean().getScope();
        hasRequestScoped |= scope == RequestScoped.class && !isBuiltIn(event);
        hasSocketScoped |= scope == SocketScoped.class;
    }

    /** Whether it is one of the beans that each CDI container has by itself, such as that of the HTTP request. */
    private static boolean isBuiltIn(ProcessBean<?> event) {
        return !(event instanceof ProcessManagedBean
                || event instanceof ProcessProducerMethod
                || event instanceof ProcessProducerField
                || event instanceof ProcessSyntheticBean);
    }

    void lookForObservers(@Observes ProcessObserverMethod<SocketEvent, ?> event) {
        if (event.getObserverMethod().isAsync()) {
            hasAsyncObservers = true;
        } else {
            hasObservers = true;
        }
    }

    void lookForNamespaces(@Observes ProcessInjectionPoint<?, ?> event) {
        event.getInjectionPoint().getQualifiers().stream()
                .filter(InNamespace.class::isInstance)
                .map(qualifier -> ((InNamespace) qualifier).value())
                .forEach(injected::add);
    }

    void offer(@Observes AfterBeanDiscovery event) {
        event.addContext(sockets);
        event.addBean()
                .types(NamespaceRegistry.class, Object.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> registry());
        for (String name : injected) {
            event.addBean()
                    .types(Namespace.class, Object.class)
                    .qualifiers(new Qualifiers.IsInNamespace(name))
                    .scope(ApplicationScoped.class)
                    .produceWith(instance -> registry().of(name));
        }
    }

    private NamespaceRegistry registry() {
        NamespaceRegistry served = registry;
        if (served == null) {
            throw new IllegalStateException(
                    "the Socket.IO server has not been started yet, or is not part of this application");
        }
        return served;
    }

    void check(@Observes AfterDeploymentValidation event, BeanManager manager) {
        List<String> problems = new ArrayList<>();
        beans.keySet().stream()
                .sorted(BY_PRIORITY.thenComparing(Class::getName))
                .forEach(type -> endpoints.put(new EndpointReader(type, problems).read(), beans.get(type)));
        this.manager = manager;
        checkStrays(problems);
        checkNames(problems);
        checkConstraints(manager, problems);
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new DefinitionException(String.join("\n", problems)));
        }
    }

    private static int priority(Class<?> type) {
        @Nullable Priority priority = type.getAnnotation(Priority.class);
        return priority == null ? Integer.MAX_VALUE : priority.value();
    }

    /** Handlers of beans that are no endpoints, and that no endpoint inherits. */
    private void checkStrays(List<String> problems) {
        strays.stream()
                .filter(method -> beans.keySet().stream()
                        .noneMatch(type -> method.getDeclaringClass().isAssignableFrom(type)))
                .map(HandlerMethod::describe)
                .sorted()
                .forEach(name -> problems.add(name + ": a handler, but its class is no endpoint (expected:"
                        + " @NamespaceEndpoint on the class)"));
    }

    private void checkNames(List<String> problems) {
        for (String name : injected) {
            try {
                if (!name.startsWith("/")) {
                    throw new IllegalArgumentException(name + " (expected: a name that starts with a slash)");
                }
                PathTemplate.parse(name);
            } catch (IllegalArgumentException e) {
                problems.add("@InNamespace: " + e.getMessage());
            }
        }
    }

    private void checkConstraints(BeanManager manager, List<String> problems) {
        List<HandlerMethod> constrained = endpoints.keySet().stream()
                .flatMap(Endpoint::methods)
                .filter(HandlerMethod::isConstrained)
                .toList();
        if (constrained.isEmpty()) {
            return;
        }
        validation = BeanValidation.find(manager).orElse(null);
        if (validation == null) {
            constrained.forEach(method -> problems.add(HandlerMethod.describe(method.method())
                    + ": constraints, but this server has no Bean Validation (expected: a server that has, or a"
                    + " provider such as Hibernate Validator in WEB-INF/lib)"));
        }
    }

    /** The roles that a container is to be asked for when a client connects. */
    public Set<String> roles() {
        Set<String> roles = new TreeSet<>();
        for (Endpoint endpoint : endpoints.keySet()) {
            roles.addAll(Access.declared(endpoint.beanClass()));
            roles.addAll(endpoint.access().roles());
            endpoint.methods().forEach(method -> roles.addAll(method.access().roles()));
        }
        return roles;
    }

    /**
     * Brings beans and server together.
     *
     * @param chosen which endpoint classes take part
     */
    public void serve(SocketServer server, Predicate<Class<?>> chosen) {
        registry = server;
        BeanManager beanManager = Objects.requireNonNull(manager, "CDI has not started");
        Contexts contexts = new Contexts(beanManager, sockets, hasSocketScoped, hasRequestScoped);
        if (hasSocketScoped || hasObservers || hasAsyncObservers) {
            server.observe(new SocketEvents(beanManager, contexts, hasObservers, hasAsyncObservers));
        }
        if (hasRequestScoped) {
            server.keepOutOfRequests();
        }
        injected.forEach(server::of);
        endpoints.keySet().stream()
                .filter(endpoint -> chosen.test(endpoint.beanClass()))
                // Those for all namespaces last: a namespace that exists already is not theirs.
                .sorted(Comparator.comparing(Endpoint::isForAllNamespaces))
                .forEach(endpoint -> endpoint.register(
                        server,
                        new BeanInstance(
                                Objects.requireNonNull(endpoints.get(endpoint)), beanManager, contexts, validation)));
    }

    void end(@Observes BeforeShutdown event) {
        sockets.endAll();
        BeanValidation used = validation;
        if (used != null) {
            used.close();
        }
    }
}
