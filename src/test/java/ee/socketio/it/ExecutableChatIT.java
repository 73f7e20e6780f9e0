package ee.socketio.it;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The example application by {@code java -jar}. */
class ExecutableChatIT implements ChatScenarios {
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(WAR);
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
