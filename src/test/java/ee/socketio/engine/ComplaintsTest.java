package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ComplaintsTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<String> lines = new ArrayList<>();
    private final Complaints complaints = new Complaints(new Lines(), clock::get);

    @Test
    void oneLineOfAKindIsWrittenEachMinute() {
        for (int i = 0; i < 1000; i++) {
            complaints.log(Logger.Level.INFO, "SIO-1 It happened", i, null);
        }
        complaints.log(Logger.Level.INFO, "SIO-2 Something else", "x", null);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        complaints.log(Logger.Level.INFO, "SIO-1 It happened", "again", null);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        complaints.log(Logger.Level.INFO, "SIO-1 It happened", "and again", null);

        assertThat(lines)
                .containsExactly(
                        "SIO-1 It happened: 0",
                        "SIO-2 Something else: x",
                        "SIO-1 It happened: again (and 999 more since the last such line)",
                        "SIO-1 It happened: and again");
    }

    private final class Lines implements Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            lines.add(text);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
            lines.add(format);
        }
    }
}
