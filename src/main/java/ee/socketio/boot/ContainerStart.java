package ee.socketio.boot;

import ee.socketio.config.Settings;
import ee.socketio.config.SettingsException;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Called by every servlet container before anything else of the application runs.
 *
 * <p>Reads the settings, provides CDI and JAX-RS where the container has none, starts the server, and undoes all of it
 * in reverse order when the application is undeployed or does not start.
 */
public final class ContainerStart implements ServletContainerInitializer {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");
    private static final Pattern GLASSFISH = Pattern.compile("Payara|GlassFish");

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws StartFailedException {
        BundledServices services = new BundledServices(context);
        try {
            Settings settings = Settings.read(
                    SettingsSources.of(context), remark -> LOGGER.log(Level.INFO, "SIO-0001 {0}", remark));
            if (services.areNeeded()) {
                keepWeldOff(settings.path(), context);
                services.start();
            } else if (GLASSFISH.matcher(context.getServerInfo()).find()) {
                keepWeldOff(settings.path(), context);
            }
            SocketIoBoot.start(context, settings);
            // Listeners are told in reverse order: this one before Weld's, while injected beans can still be used.
            context.addListener(new Stop(services));
        } catch (Exception | LinkageError e) {
            SocketIoBoot.stop(context);
            services.abandon();
            throw e instanceof SettingsException
                    ? new StartFailedException(String.valueOf(e.getMessage()), null)
                    : new StartFailedException("socketio-ee does not start: " + e, e);
        }
    }

    /**
     * Tells Weld that the requests of Socket.IO need none of CDI's contexts. It binds them to threads, and warns of a leak
     * when a request ends on another thread than it began, as long-polling does: ours, and that of Payara 6.2025.10 and
     * GlassFish 7.0.21.
     */
    private static void keepWeldOff(String path, ServletContext context) {
        context.setInitParameter("org.jboss.weld.context.mapping", "(?!" + Pattern.quote(path) + "(/|$)).*");
        // The name deceives: it says whether there is a guard that counts nested requests by thread.
        context.setInitParameter("org.jboss.weld.context.ignore.guard", "false");
    }

    /** The end of a web application that did start. */
    private static final class Stop implements ServletContextListener {
        private final BundledServices services;

        Stop(BundledServices services) {
            this.services = services;
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            SocketIoBoot.stop(event.getServletContext());
            services.stop();
        }
    }
}
