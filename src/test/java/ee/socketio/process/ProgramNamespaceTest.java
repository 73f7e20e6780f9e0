package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.testkit.InProcessServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProgramNamespaceTest {
    private final TestPrograms programs = new TestPrograms();
    private final InProcessServer server = InProcessServer.create();
    private final Namespace namespace = server.namespaces().of("/lines");

    @AfterEach
    void stop() {
        server.close();
        programs.close();
    }

    @Test
    void clientThatALaterHandlerRefusesLeavesNoProgram() throws Exception {
        ProgramNamespace.serve(namespace, "line", programs.own("exec cat", Duration.ZERO));
        namespace.onConnect(socket -> {
            throw new ConnectionRefused("not you");
        });
        assertThat(server.connect("/lines").refusal()).isPresent();
        programs.clock.advance(Duration.ofSeconds(10));
        programs.awaitDisconnected();
        assertThat(programs.forks.acquire()).isTrue();
    }
}
