package ee.socketio.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** The log of {@code java -jar}: one line an entry on stderr, unless the operator has a configuration of their own. */
final class Logging {
    private static final String DEFAULTS =
            """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT.%1$tL %4$-7s %5$s%6$s%n
            .level = INFO
            # What they say at INFO is for their own developers.
            org.apache.level = WARNING
            org.glassfish.level = WARNING
            org.jboss.weld.level = WARNING
            # Warns when a busy machine takes a tenth of a second for a random number generator.
            org.apache.catalina.util.SessionIdGeneratorBase.level = SEVERE
            # Warns, with a stack trace, when a client vanishes while messages are gathered for it.
            org.apache.tomcat.websocket.WsSession.level = SEVERE
            """;

    private Logging() {}

    static void configure() throws IOException {
        if (System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null) {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(DEFAULTS.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
