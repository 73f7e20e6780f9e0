package ee.socketio.cdi;

import ee.socketio.ConnectionRefused;
import ee.socketio.EventRefused;
import ee.socketio.Violation;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bean behind an endpoint. A bean of a normal scope is reached through one proxy, which stands for whichever
 * instance is current; a dependent one is made for each call and destroyed after it.
 */
final class BeanInstance {
    private final Bean<?> bean;
    private final BeanManager manager;
    private final Contexts contexts;
    private final @Nullable BeanValidation validation;
    private final @Nullable Object proxy;

    /**
     * @param validation null when no method of any endpoint has constraints
     */
    BeanInstance(Bean<?> bean, BeanManager manager, Contexts contexts, @Nullable BeanValidation validation) {
        this.bean = bean;
        this.manager = manager;
        this.contexts = contexts;
        this.validation = validation;
        boolean hasProxy = manager.isNormalScope(bean.getScope());
        proxy = hasProxy ? reference(manager.createCreationalContext(bean)) : null;
    }

    private Object reference(CreationalContext<?> context) {
        return manager.getReference(bean, bean.getBeanClass(), context);
    }

    Contexts contexts() {
        return contexts;
    }

    /** Calls one of its methods, if the client may do that and its arguments are right. */
    @Nullable
    Object call(HandlerMethod method, Occasion occasion) throws Exception {
        method.access().refusal(occasion.handshake()).ifPresent(why -> {
            throw refused(method, why, null);
        });
        return contexts.in(occasion.socket(), () -> callInstance(method, occasion));
    }

    private @Nullable Object callInstance(HandlerMethod method, Occasion occasion) throws Exception {
        @Nullable Object[] arguments = method.arguments(occasion);
        if (proxy != null) {
            return call(method, proxy, arguments);
        }
        CreationalContext<?> context = manager.createCreationalContext(bean);
        try {
            return call(method, reference(context), arguments);
        } finally {
            context.release();
        }
    }

    private @Nullable Object call(HandlerMethod method, Object instance, @Nullable Object[] arguments)
            throws Exception {
        if (validation != null && method.isConstrained()) {
            List<Violation> violations = validation.violations(instance, method.method(), arguments, method.sources());
            if (!violations.isEmpty()) {
                throw refused(method, Endpoint.INVALID, violations);
            }
        }
        return method.call(instance, arguments);
    }

    private static RuntimeException refused(HandlerMethod method, String why, @Nullable Object data) {
        return method.kind() == HandlerMethod.Kind.CONNECT
                ? new ConnectionRefused(why, data)
                : new EventRefused(why, data);
    }
}
