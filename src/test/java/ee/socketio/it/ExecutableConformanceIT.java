package ee.socketio.it;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The executable WAR with an application's beans in it. */
class ExecutableConformanceIT extends ConformanceScenarios {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.fileWithBeans());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public URI base() {
        return server.base();
    }
}
