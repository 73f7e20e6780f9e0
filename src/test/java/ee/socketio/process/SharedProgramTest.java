package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SharedProgramTest {
    private final TestPrograms programs = new TestPrograms();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Client client = new Client() {
        @Override
        public boolean text(String text, boolean last) {
            return lines.add(text);
        }

        @Override
        public boolean binary(ByteBuffer bytes) {
            return true;
        }

        @Override
        public void end(Ending ending) {
            lines.add(ending.reason());
        }
    };

    @AfterEach
    void stop() {
        programs.close();
    }

    private Conversation open(PublishedProgram program) {
        return program.open(client, TestPrograms.REQUEST);
    }

    private String nextLine() throws InterruptedException {
        return lines.poll(15, TimeUnit.SECONDS);
    }

    private Long nextRestart() throws InterruptedException {
        return programs.restarts.poll(15, TimeUnit.SECONDS);
    }

    @Test
    void eachRestartWaitsTwiceAsLongUpToAMinute() throws Exception {
        open(programs.shared("echo up; exit 1", Restart.ON_FAILURE));
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(nextLine()).isEqualTo("up");
            assertThat(nextRestart()).isEqualTo(seconds * 1_000);
            programs.clock.advance(Duration.ofMillis(seconds * 1_000 - 1));
            assertThat(lines).isEmpty();
            programs.clock.advance(Duration.ofMillis(1));
        }
        assertThat(nextLine()).isEqualTo("up");
    }

    @Test
    void runOfMoreThanAMinuteBeginsAnew() throws Exception {
        Conversation conversation = open(programs.shared("echo up; read line; exit 1", Restart.ALWAYS));
        for (long millis : new long[] {1_000, 2_000}) {
            assertThat(nextLine()).isEqualTo("up");
            conversation.received(new byte[] {'\n'});
            assertThat(nextRestart()).isEqualTo(millis);
            programs.clock.advance(Duration.ofMillis(millis));
        }
        assertThat(nextLine()).isEqualTo("up");
        programs.clock.advance(Duration.ofSeconds(61));
        conversation.received(new byte[] {'\n'});
        assertThat(nextRestart()).isEqualTo(1_000);
    }

    @Test
    void programThatIsNotStartedAgainEndsItsClients() throws Exception {
        open(programs.shared("exit 0", Restart.ON_FAILURE));
        assertThat(nextLine()).isEqualTo("exit status 0");
    }

    @Test
    void stoppingServerSaysSo() throws Exception {
        open(programs.shared("exec cat", Restart.ALWAYS));
        programs.close();
        assertThat(nextLine()).isEqualTo("the server stops");
    }

    @Test
    void programIsNotStartedAgainForNobody() throws Exception {
        Conversation conversation = open(programs.shared("echo up; exit 1", Restart.ON_FAILURE));
        assertThat(nextLine()).isEqualTo("up");
        assertThat(nextRestart()).isEqualTo(1_000);
        conversation.left();
        programs.clock.advance(Duration.ofMinutes(1));
        assertThat(programs.forks.acquire()).isTrue();
    }
}
