package ee.socketio.it.engine;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The engine's classes without a WAR, in a Tomcat of few threads. */
@Timeout(60)
final class EmbeddedEngineIT extends EngineRules {
    private static EchoTomcat tomcat;

    @BeforeAll
    static void start() {
        tomcat = new EchoTomcat();
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    @Override
    public URI application() {
        return tomcat.base();
    }

    @Override
    public int threads() {
        return EchoTomcat.THREADS;
    }

    @Nested
    final class TomcatAlone extends TomcatRules {
        @Override
        URI application() {
            return tomcat.base();
        }
    }
}
