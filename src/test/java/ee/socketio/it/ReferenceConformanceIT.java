package ee.socketio.it;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What fails here is wrong in the scenario, not in the server. */
class ReferenceConformanceIT extends ConformanceScenarios {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.reference();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public URI base() {
        return server.base();
    }

    /** It does not know before the time is over. */
    @Override
    int mostMillisForALeaver() {
        return 4500;
    }
}
