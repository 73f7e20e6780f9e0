package ee.socketio.boot;

import ee.socketio.config.Settings;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Puts the server together and hands it to the container. CDI is up when it starts and still up when it stops. */
final class SocketIoBoot {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");

    private SocketIoBoot() {}

    /** Starts the server of one application. */
    static void start(ServletContext context, Settings settings) {
        LOGGER.log(Level.INFO, "SIO-0002 Socket.IO answers at {0}{1}", context.getContextPath(), settings.path());
    }

    /** Stops what {@link #start} started, also when that failed half-way. */
    static void stop(ServletContext context) {}
}
