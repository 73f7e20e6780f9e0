package ee.socketio.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AttemptsTest {
    private final TestClock clock = new TestClock();
    private final Attempts attempts = new Attempts(clock);

    private int taken(String address) {
        int taken = 0;
        while (attempts.take(address)) {
            taken++;
        }
        return taken;
    }

    @Test
    void oneAddressHasTenInAMinute() {
        assertThat(taken("192.0.2.1")).isEqualTo(10);
        assertThat(attempts.take("192.0.2.2")).isTrue();

        clock.pass(Duration.ofSeconds(61));
        assertThat(taken("192.0.2.1")).isEqualTo(10);
    }

    @Test
    void allTogetherHaveAHundred() {
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += taken("192.0.2." + i);
        }

        assertThat(taken).isEqualTo(100);
    }

    @Test
    void rightPasswordsDoNotCount() {
        for (int i = 0; i < 200; i++) {
            assertThat(attempts.take("192.0.2.1")).isTrue();
            attempts.giveBack("192.0.2.1");
        }
    }
}
