package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VisitTest {
    private final TestPrograms programs = new TestPrograms();
    private final PublishedProgram program = programs.own("exec cat", Duration.ZERO);
    private final Visit visit = new Visit(program, TestPrograms.REQUEST);

    @AfterEach
    void stop() {
        programs.close();
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
