package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class FailureLogTest {
    private static final Logger LOGGER = Logger.getLogger(FailureLog.class.getName());

    @Test
    void clientCannotFillTheLogWithFailures() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(recorder);
        LOGGER.setUseParentHandlers(false);
        try {
            AtomicLong now = new AtomicLong();
            FailureLog log = new FailureLog(now::get);
            for (int i = 0; i < 100; i++) {
                log.log("failure", new IllegalStateException());
            }
            assertThat(lines).hasSize(10).containsOnly("failure");

            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            log.log("later", new IllegalStateException());
            assertThat(lines).hasSize(12).endsWith("SIO-0212 90 more failures of handlers were not written", "later");
        } finally {
            LOGGER.removeHandler(recorder);
            LOGGER.setUseParentHandlers(true);
        }
    }
}
