package ee.socketio.cdi;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link NamespaceRegistry} injectable and namespace endpoints handle events.
 *
 * <p>CDI is complete before the server exists; {@link #serve} brings them together. Methods that cannot be handlers are
 * all listed in one deployment problem.
 */
public final class EndpointExtension implements Extension {
    private final List<Bean<?>> beans = new CopyOnWriteArrayList<>();
    private final Map<Bean<?>, Endpoint> endpoints = new ConcurrentHashMap<>();
    private volatile boolean hasRequestScoped;
    private volatile @Nullable BeanManager manager;
    private volatile @Nullable NamespaceRegistry registry;

    void collect(@Observes ProcessManagedBean<?> event) {
        if (event.getAnnotatedBeanClass().isAnnotationPresent(NamespaceEndpoint.class)) {
            beans.add(event.getBean());
        }
    }

    /** A request context costs some microseconds a call: not where no bean of the application needs one. */
    void lookForRequestScoped(@Observes ProcessBean<?> event) {
        if (event.getBean().getScope() == RequestScoped.class && !(event instanceof ProcessSyntheticBean)) {
            hasRequestScoped = true;
        }
    }

    void offerRegistry(@Observes AfterBeanDiscovery event) {
        event.addBean()
                .types(NamespaceRegistry.class, Object.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> registry());
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
        for (Bean<?> bean : beans) {
            endpoints.put(bean, Endpoint.of(bean.getBeanClass(), problems));
        }
        this.manager = manager;
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new DefinitionException(String.join("\n", problems)));
        }
    }

    /**
     * Brings beans and server together.
     *
     * @param chosen which endpoint classes take part
     */
    public void serve(NamespaceRegistry server, Predicate<Class<?>> chosen) {
        registry = server;
        BeanManager beans = Objects.requireNonNull(manager, "CDI has not started");
        endpoints.entrySet().stream()
                .filter(entry -> chosen.test(entry.getValue().beanClass()))
                // Those for all namespaces last: a namespace that exists already is not theirs.
                .sorted(Comparator.comparing(entry -> entry.getValue().isForAllNamespaces()))
                .forEach(entry ->
                        entry.getValue().register(server, BeanInstance.of(entry.getKey(), beans, hasRequestScoped)));
    }
}
