package ee.socketio.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One program from its start to its end, and what flows through its pipes.
 *
 * <p>One thread reads its output and hands it to the client. While the client does not take it, the thread does not
 * read, and the pipe makes the program wait: memory stays flat at {@value #OUTPUT_BYTES} bytes. A second thread reads
 * its errors. What clients send waits in a queue of {@value #INPUT_BYTES} bytes, which has a thread only while the
 * program has not read it all; when it is full, {@link #received} waits, and so does the client. Nothing is heard of a
 * client meanwhile, so it is asked whether it is there: one that has gone ends the program. With a shared program all
 * clients would wait, so {@link #offer} does not.
 *
 * <p>A thread that reads from a pipe is a platform thread on every JDK: a virtual one would hold its carrier meanwhile,
 * and a few hundred idle programs would stop all other virtual threads of the process.
 */
final class ProgramRun implements Conversation {
    private static final Logger LOGGER = System.getLogger("ee.socketio.process");
    private static final int OUTPUT_BYTES = 65_536;
    private static final int INPUT_BYTES = 262_144;

    /** How long after its last output a program's exit status may come. */
    private static final long EXIT_MILLIS = 50;

    /** How long after a program's end its last errors may be on their way to the client. */
    private static final long ERRORS_MILLIS = 1_000;

    /** How long a program may take to read what clients had sent before they left. */
    private static final long INPUT_MILLIS = 5_000;

    /** The status of one that had no time to end by itself. */
    private static final int KILLED = -1;

    /** Told of what does not go to the client. */
    interface Observer {
        /** A line of its standard error. */
        void errorLine(String line);

        /** It and all that it started have ended. */
        void ended(int status);
    }

    private final Program program;
    private final ProcessTree tree;
    private final Process process;
    private final Executor executor;
    private final Client client;
    private final Observer observer;
    private final int longestLine;
    private final Duration probe;
    private final Backlog<byte[]> input;
    private final CountDownLatch errorsRead = new CountDownLatch(1);
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();

    private ProgramRun(
            Program program,
            ProcessTree tree,
            Executor executor,
            Client client,
            Observer observer,
            int longestLine,
            Duration probe) {
        this.program = program;
        this.tree = tree;
        this.process = tree.leader();
        this.executor = executor;
        this.client = client;
        this.observer = observer;
        this.longestLine = longestLine;
        this.probe = probe;
        OutputStream pipe = process.getOutputStream();
        input = new Backlog<>(
                executor,
                INPUT_BYTES,
                message -> message.length,
                message -> {
                    pipe.write(message);
                    pipe.flush();
                },
                () -> close(pipe));
    }

    /**
     * Starts a program; nothing of its output is read before {@link #go}.
     *
     * @param longestLine how much of a line one message may hold, in bytes
     * @param probe how often a client is asked whether it is there while its message waits
     */
    static ProgramRun start(
            Program program,
            Map<String, String> variables,
            Executor executor,
            Client client,
            Observer observer,
            int longestLine,
            Duration probe)
            throws IOException {
        ProcessTree tree = ProcessTree.start(program.command(), variables);
        return new ProgramRun(program, tree, executor, client, observer, longestLine, probe);
    }

    /** Completes when it and all that it started have ended. */
    CompletableFuture<Integer> ended() {
        return ended;
    }

    long pid() {
        return process.pid();
    }

    /** Reads from now on. */
    void go() {
        try {
            executor.execute(this::readErrors);
            executor.execute(this::readOutput);
        } catch (RejectedExecutionException stopped) {
            kill();
            client.end(Ending.STOPPED);
        }
    }

    @Override
    public boolean received(byte[] message) {
        if (!input.put(message, probe, client::isThere)) {
            left();
        }
        return true;
    }

    /** As {@link #received}, but never waits: false when the queue is full. What a program that ends is sent is dropped. */
    boolean offer(byte[] message) {
        return input.offer(message) || input.isClosed();
    }

    @Override
    public void left() {
        if (leaving.compareAndSet(false, true)) {
            try {
                executor.execute(this::end);
            } catch (RejectedExecutionException stopped) {
                kill();
            }
        }
    }

    /** The server stops, which its client is told. */
    void stop() {
        stopped = true;
        left();
    }

    private void kill() {
        if (ending.compareAndSet(false, true)) {
            tree.kill();
            over(KILLED);
        }
    }

    private void readOutput() {
        Ending why = Ending.STOPPED;
        try {
            handOutput();
            why = process.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)
                    ? Ending.exited(process.exitValue())
                    : Ending.OUTPUT_CLOSED;
            if (program.framing() == Program.Framing.TAGGED_LINES) {
                // Not for good, for somebody else may hold the pipe.
                errorsRead.await(ERRORS_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            try {
                client.end(stopped ? Ending.STOPPED : why);
            } finally {
                end();
            }
        }
    }

    private void handOutput() {
        try {
            InputStream output = process.getInputStream();
            switch (program.framing()) {
                case LINES -> Lines.read(output, longestLine, (line, last) -> handed(client.text(line, last)));
                case TAGGED_LINES -> Lines.read(output, longestLine, (line, last) -> tagged("stdout", line));
                case BINARY -> {
                    byte[] buffer = new byte[OUTPUT_BYTES];
                    for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                        handed(client.binary(ByteBuffer.wrap(buffer, 0, n)));
                    }
                }
            }
        } catch (IOException closedByItsEnd) {
            // The same as its end.
        }
    }

    private void tagged(String stream, String line) {
        handed(client.text(TaggedLine.of(stream, line), true));
    }

    /** A client that takes no more has left, whether or not its container says so. */
    private void handed(boolean taken) {
        if (!taken) {
            left();
        }
    }

    private void readErrors() {
        try {
            Lines.read(process.getErrorStream(), longestLine, (line, last) -> {
                if (program.framing() == Program.Framing.TAGGED_LINES) {
                    tagged("stderr", line);
                } else {
                    observer.errorLine(line);
                }
            });
        } catch (IOException closedByItsEnd) {
            // The same as its end.
        } finally {
            errorsRead.countDown();
        }
    }

    private void end() {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        int status = KILLED;
        try {
            input.close();
            input.awaitEnd(INPUT_MILLIS);
            tree.end(program.patience());
            status = process.exitValue();
        } catch (InterruptedException e) {
            tree.kill();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "SIO-0710 process {0} is killed: {1}", Long.toString(pid()), e);
            tree.kill();
        } finally {
            over(status);
        }
    }

    private void over(int status) {
        try {
            observer.ended(status);
        } finally {
            ended.complete(status);
        }
    }

    private static void close(OutputStream pipe) {
        try {
            pipe.close();
        } catch (IOException alreadyBroken) {
            // The program has ended.
        }
    }
}
