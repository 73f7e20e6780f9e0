package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProgramRunTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger ends = new AtomicInteger();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private ProgramRun start(Client client, String script) throws IOException {
        return start(client, script, Program.Framing.LINES);
    }

    private ProgramRun start(Client client, String script, Program.Framing framing) throws IOException {
        Program program = new Program(List.of("/bin/sh", "-c", script), Map.of(), framing, Duration.ZERO);
        ProgramRun.Observer observer = new ProgramRun.Observer() {
            @Override
            public void errorLine(String line) {}

            @Override
            public void ended(int status) {
                ends.incrementAndGet();
            }
        };
        return ProgramRun.start(program, Map.of(), executor, client, observer, 100, Duration.ofMillis(10));
    }

    /** A client that fails at its first line. */
    private static final class Failing implements Client {
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();

        @Override
        public boolean text(String text, boolean last) {
            throw new CompletionException("as it happens", null);
        }

        @Override
        public boolean binary(ByteBuffer bytes) {
            return true;
        }

        @Override
        public void end(Ending ending) {
            ended.complete(ending);
        }
    }

    /** A client that has gone without a word. */
    private static final class Absent implements Client {
        @Override
        public boolean text(String text, boolean last) {
            return false;
        }

        @Override
        public boolean binary(ByteBuffer bytes) {
            return false;
        }

        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public void end(Ending ending) {}
    }

    @Test
    void messageOfAClientThatHasGoneDoesNotWaitForAProgramThatDoesNotRead() throws Exception {
        ProgramRun run = start(new Absent(), "exec sleep 60");
        run.go();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            run.received(new byte[200_000]);
            run.received(new byte[200_000]);
        });

        sending.get(10, TimeUnit.SECONDS);
        run.ended().get(20, TimeUnit.SECONDS);
        assertThat(ends).hasValue(1);
    }

    @Test
    void clientThatTakesNothingEndsTheProgram() throws Exception {
        ProgramRun run = start(new Absent(), "echo line; exec sleep 60");
        run.go();
        run.ended().get(10, TimeUnit.SECONDS);
        assertThat(ends).hasValue(1);
    }

    @Test
    void lastErrorsAreHandedOnBeforeTheEnd() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            public boolean text(String text, boolean last) {
                try {
                    // As long as that takes, unless the end comes first.
                    seen.add(end.await(200, TimeUnit.MILLISECONDS) ? "too late: " + text : text);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return true;
            }

            @Override
            public boolean binary(ByteBuffer bytes) {
                return true;
            }

            @Override
            public void end(Ending ending) {
                seen.add(ending.reason());
                end.countDown();
            }
        };
        ProgramRun run = start(client, "echo oops >&2", Program.Framing.TAGGED_LINES);
        run.go();
        run.ended().get(10, TimeUnit.SECONDS);

        assertThat(seen).containsExactly("{\"stream\":\"stderr\",\"data\":\"oops\"}", "exit status 0");
    }

    @Test
    void errorsThatABackgroundProcessMayStillPrintDoNotDelayTheEndForGood() throws Exception {
        Failing client = new Failing();
        ProgramRun run = start(client, "sleep 60 >/dev/null & exit 3", Program.Framing.TAGGED_LINES);
        run.go();
        assertThat(client.ended.get(10, TimeUnit.SECONDS)).isEqualTo(Ending.exited(3));
        run.ended().get(10, TimeUnit.SECONDS);
    }

    @Test
    void offerToAProgramThatDoesNotReadIsRefusedAndDoesNotWait() throws Exception {
        ProgramRun run = start(new Failing(), "exec sleep 60");
        byte[] message = new byte[100_000];
        assertThat(run.offer(message)).isTrue();
        assertThat(run.offer(message)).isTrue();
        assertThat(run.offer(message)).isFalse();

        run.left();
        run.ended().get(10, TimeUnit.SECONDS);
        assertThat(run.offer(message)).isTrue();
    }

    @Test
    void programThatComesAfterTheStopIsKilled() throws Exception {
        Failing client = new Failing();
        ProgramRun run = start(client, "exec sleep 60");
        executor.shutdownNow();
        run.go();

        assertThat(run.ended()).isCompletedWithValue(-1);
        assertThat(ends).hasValue(1);
        assertThat(client.ended).isCompletedWithValue(Ending.STOPPED);
        ProcessHandle.of(run.pid())
                .ifPresent(process ->
                        process.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }

    @Test
    void failureOfTheClientEndsTheProgram() throws Exception {
        Failing client = new Failing();
        ProgramRun run = start(client, "echo line; exec sleep 60");
        run.go();

        run.ended().get(10, TimeUnit.SECONDS);
        assertThat(ends).hasValue(1);
        assertThat(client.ended.getNow(null)).isEqualTo(Ending.STOPPED);
        assertThat(ProcessHandle.of(run.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
