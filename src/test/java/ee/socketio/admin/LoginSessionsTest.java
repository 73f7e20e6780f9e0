package ee.socketio.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LoginSessionsTest {
    private final TestClock clock = new TestClock();
    private final LoginSessions sessions = new LoginSessions(clock);

    @Test
    void lastForADay() {
        String id = sessions.open();

        clock.pass(Duration.ofHours(23));
        assertThat(sessions.knows(id)).isTrue();
        clock.pass(Duration.ofHours(1));
        assertThat(sessions.knows(id)).isFalse();
    }

    @Test
    void oldestIsForgottenWhenThereAreTooMany() {
        String oldest = sessions.open();
        String next = sessions.open();
        for (int i = 2; i <= LoginSessions.MOST; i++) {
            sessions.open();
        }

        assertThat(sessions.knows(oldest)).isFalse();
        assertThat(sessions.knows(next)).isTrue();
    }

    @Test
    void othersAreNotKnown() {
        assertThat(sessions.knows("")).isFalse();
        assertThat(sessions.open()).matches("[0-9a-f]{32}").isNotEqualTo(sessions.open());
    }
}
