package ee.socketio.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** {@code java -jar socketio-ee.war}. */
class ExecutableTutorialIT extends LoggedScenarios implements OwnPromises {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.file());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ServerProcess server() {
        return server;
    }
}
