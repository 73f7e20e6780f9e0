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
import org.jspecify.annotations.Nullable;

/**
 * Called by every servlet container before anything else of the application runs.
 *
 * <p>Reads the settings, provides CDI and JAX-RS where the container has none, starts the server, and undoes all of it
 * in reverse order when the application is undeployed or does not start.
 */
public final class ContainerStart implements ServletContainerInitializer {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws StartFailedException {
        BundledServices services = new BundledServices(context);
        try {
            Settings settings = Settings.read(
                    SettingsSources.of(context), remark -> LOGGER.log(Level.INFO, "SIO-0001 {0}", remark));
            if (services.areNeeded()) {
                services.start(settings.path());
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
