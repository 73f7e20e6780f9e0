package ee.socketio.boot;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CDI, JAX-RS and JSON-B for containers that have none, from {@code WEB-INF/servlet-lib}.
 *
 * <p>The jars are not in {@code WEB-INF/lib} because a full server would find them there, too, and fail. The container
 * does not look for initializers in jars that join the class path this late, so Weld's and Jersey's are called here.
 */
final class BundledServices {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");
    private static final String WELD = "org.jboss.weld.environment.servlet.EnhancedListener";
    private static final String JERSEY = "org.glassfish.jersey.servlet.init.JerseyServletContainerInitializer";

    private final ServletContext context;
    private final ServletLib jars;
    private @Nullable ServletContextListener weld;

    BundledServices(ServletContext context) {
        this.context = context;
        this.jars = new ServletLib(context);
    }

    /**
     * Whether the container lacks CDI and this application brings it along. The presence of the API says nothing:
     * Jetty has it without an implementation behind it.
     */
    boolean areNeeded() {
        return !hasCdi() && jars.exist();
    }

    private static boolean hasCdi() {
        try {
            Class<?> cdi = Class.forName("jakarta.enterprise.inject.spi.CDI");
            cdi.getMethod("current").invoke(null);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            LOGGER.log(Level.DEBUG, "The container has no CDI", e);
            return false;
        }
    }

    /** Starts CDI and JAX-RS. */
    void start() throws Exception {
        jars.join();
        ServletContainerInitializer initializer = load(WELD);
        initializer.onStartup(Set.of(), context);
        // Only now: a Weld that has failed to start cannot be stopped, and would hide why.
        weld = (ServletContextListener) initializer;
        Set<Class<?>> classes = RestClasses.find();
        if (!classes.isEmpty()) {
            // Jersey takes attributes of the context for properties. These two need JAX-B and Activation, which are
            // not part of the bundle, and it would warn about it.
            context.setAttribute("jersey.config.server.wadl.disableWadl", true);
            context.setAttribute("jersey.config.disableDefaultProvider", "ALL");
            load(JERSEY).onStartup(classes, context);
        }
    }

    private ServletContainerInitializer load(String name) throws ReflectiveOperationException {
        return Class.forName(name, true, context.getClassLoader())
                .asSubclass(ServletContainerInitializer.class)
                .getConstructor()
                .newInstance();
    }

    /** Removes the copies of the jars. Weld and Jersey are stopped by the container, which knows them by now. */
    void stop() {
        jars.remove();
    }

    /** Takes back what {@link #start} did, for an application that does not start after all. */
    void abandon() {
        if (weld != null) {
            weld.contextDestroyed(new ServletContextEvent(context));
        }
        stop();
    }
}
