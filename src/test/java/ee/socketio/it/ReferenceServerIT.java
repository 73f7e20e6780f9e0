package ee.socketio.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The tutorial on the official Node server: what fails here is wrong in the scenario, not in the server. */
class ReferenceServerIT extends LoggedScenarios {
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
    ServerProcess server() {
        return server;
    }
}
