package ee.socketio.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/**
 * The bean behind an endpoint. A bean of a normal scope is reached through one proxy, which stands for whichever
 * instance is current; a dependent one is made for each call and destroyed after it. A request context is active
 * during a call, as it is during a request, in applications that have something to put into it.
 */
final class BeanInstance {
    private final Bean<?> bean;
    private final BeanManager manager;
    private final boolean hasRequestContext;
    private final @Nullable Object proxy;

    private BeanInstance(Bean<?> bean, BeanManager manager, boolean hasRequestContext, @Nullable Object proxy) {
        this.bean = bean;
        this.manager = manager;
        this.hasRequestContext = hasRequestContext;
        this.proxy = proxy;
    }

    static BeanInstance of(Bean<?> bean, BeanManager manager, boolean hasRequestContext) {
        boolean hasProxy = manager.isNormalScope(bean.getScope());
        return new BeanInstance(
                bean,
                manager,
                hasRequestContext,
                hasProxy ? reference(bean, manager, manager.createCreationalContext(bean)) : null);
    }

    private static Object reference(Bean<?> bean, BeanManager manager, CreationalContext<?> context) {
        return manager.getReference(bean, bean.getBeanClass(), context);
    }

    /** Calls one of its methods. */
    @Nullable
    Object call(HandlerMethod method, Occasion occasion) throws Exception {
        if (!hasRequestContext) {
            return callInstance(method, occasion);
        }
        RequestContextController context =
                manager.createInstance().select(RequestContextController.class).get();
        boolean activated = context.activate();
        try {
            return callInstance(method, occasion);
        } finally {
            if (activated) {
                context.deactivate();
            }
        }
    }

    private @Nullable Object callInstance(HandlerMethod method, Occasion occasion) throws Exception {
        if (proxy != null) {
            return method.call(proxy, occasion);
        }
        CreationalContext<?> context = manager.createCreationalContext(bean);
        try {
            return method.call(reference(bean, manager, context), occasion);
        } finally {
            context.release();
        }
    }
}
