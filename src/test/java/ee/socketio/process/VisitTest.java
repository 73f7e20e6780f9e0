package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VisitTest {
    private final ForkLimit forks = new ForkLimit(1);
    private final ProgramServer server =
            new ProgramServer(new SystemProcessLog(), "test/1", ProgramServer.Closing.CLEAN, Thread::new);
    private final PublishedProgram program = server.publish(
            new Program(List.of("/bin/cat"), Map.of(), Program.Framing.LINES, Duration.ZERO),
            new Terms(OriginRule.ANY, forks, 0, Duration.ZERO, false, Restart.NEVER, false));
    private final ClientRequest request = new ClientRequest(
            "", "", "", "", 0, "own.example", 80, "HTTP/1.1", false, "/", "/", "/", "/", "", Map.of());
    private final Visit visit = new Visit(program, request);

    @AfterEach
    void stop() {
        server.close();
    }

    private void negotiate() {
        assertThat(program.admit()).isTrue();
        visit.enter();
        visit.accept();
        visit.leave();
    }

    @Test
    void handshakeThatIsNotAcceptedFreesThePermit() {
        assertThat(program.admit()).isTrue();
        visit.enter();
        visit.leave();
        assertThat(program.admit()).isTrue();
    }

    @Test
    void connectionThatIsNeverOpenedFreesThePermitOnce() {
        negotiate();
        assertThat(program.admit()).isFalse();
        visit.expire();
        visit.expire();
        assertThat(visit.open()).isFalse();
        assertThat(program.admit()).isTrue();
        assertThat(program.admit()).isFalse();
    }

    @Test
    void connectionThatIsOpenKeepsThePermit() {
        negotiate();
        assertThat(visit.open()).isTrue();
        visit.expire();
        assertThat(program.admit()).isFalse();
    }
}
