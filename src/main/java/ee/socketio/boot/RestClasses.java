package ee.socketio.boot;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.util.LinkedHashSet;
import java.util.Set;

/** The application's JAX-RS classes. Loaded only after CDI and JAX-RS are on the class path. */
final class RestClasses {
    private RestClasses() {}

    /** All beans that JAX-RS has to know: which there are differs from application to application. */
    static Set<Class<?>> find() {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Bean<?> bean : CDI.current().getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
            Class<?> type = bean.getBeanClass();
            if (type.isAnnotationPresent(Path.class)
                    || type.isAnnotationPresent(ApplicationPath.class)
                    || type.isAnnotationPresent(Provider.class)) {
                found.add(type);
            }
        }
        return found;
    }

    /** Who implements JAX-RS here. */
    static String implementation() {
        return SocketIoBoot.implementation(RuntimeDelegate.getInstance());
    }
}
