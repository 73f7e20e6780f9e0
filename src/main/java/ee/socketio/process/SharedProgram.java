package ee.socketio.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One program for all its clients: each sees the lines that are printed while it is there, and whatever any of them
 * sends is input. Who sends more than waits for a program that does not read is disconnected.
 *
 * <p>The first client starts it, and it is ended when the last one has left. When it ends by itself, the clients are
 * disconnected or it is started again, as {@link Restart} has it: after a second, then after twice the time of the
 * restart before, up to a minute; a program that has run for a minute begins anew.
 */
final class SharedProgram {
    private static final long FIRST_DELAY_MILLIS = 1_000;
    private static final long LAST_DELAY_MILLIS = 60_000;

    private final PublishedProgram published;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Client> clients = new LinkedHashSet<>();
    private @Nullable Run current;
    private long delayMillis = FIRST_DELAY_MILLIS;

    SharedProgram(PublishedProgram published) {
        this.published = published;
    }

    /** Adds a client, and starts the program for the first. */
    Conversation join(Client client, ProcessLog.Subject subject) {
        lock.lock();
        try {
            clients.add(client);
            if (current == null) {
                launch(subject);
            }
        } finally {
            lock.unlock();
        }
        return new Conversation() {
            @Override
            public boolean received(byte[] message) {
                return input(message);
            }

            @Override
            public void left() {
                leave(client);
            }
        };
    }

    private boolean input(byte[] message) {
        ProgramRun program;
        lock.lock();
        try {
            program = current == null ? null : current.program;
        } finally {
            lock.unlock();
        }
        return program == null || program.offer(message);
    }

    private void leave(Client client) {
        lock.lock();
        try {
            clients.remove(client);
            if (clients.isEmpty() && current != null && current.program != null) {
                current.program.left();
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private void launch(ProcessLog.Subject subject) {
        Run run = new Run(subject);
        current = run;
        if (!published.terms().forks().acquire()) {
            published.server().log().exhausted(subject);
            endAll(run, Ending.EXHAUSTED);
            return;
        }
        try {
            run.start();
        } catch (IOException e) {
            published.terms().forks().release();
            published.server().log().notLaunched(subject, e);
            endAll(run, Ending.NOT_LAUNCHED);
        }
    }

    /** The clients of a run that is over. */
    private void endAll(Run run, Ending ending) {
        List<Client> all;
        lock.lock();
        try {
            if (current != run) {
                return;
            }
            current = null;
            all = List.copyOf(clients);
            clients.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(client -> client.end(ending));
    }

    private List<Client> audience(Run run) {
        lock.lock();
        try {
            return current == run ? List.copyOf(clients) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** From one start to the end; then the next one may follow. */
    private final class Run implements Client, ProgramRun.Observer {
        private final ProcessLog.Subject origin;
        private final long started = published.server().nanos();
        private ProcessLog.Subject subject;
        private @Nullable ProgramRun program;

        Run(ProcessLog.Subject origin) {
            this.origin = origin;
            this.subject = origin;
        }

        void start() throws IOException {
            ProgramRun running = published.run(published.sharedVariables(), this, this);
            program = running;
            subject = origin.with(running.pid());
            running.go();
        }

        @Override
        public boolean text(String text, boolean last) {
            audience(this).forEach(client -> client.text(text, true));
            return true;
        }

        @Override
        public boolean binary(ByteBuffer bytes) {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            audience(this).forEach(client -> client.binary(copy));
            return true;
        }

        @Override
        public void errorLine(String line) {
            published.server().log().errorLine(subject, line);
        }

        /** Decided when all of its processes have ended. */
        @Override
        public void end(Ending ending) {}

        @Override
        public void ended(int status) {
            published.terms().forks().release();
            if (!published.server().isOpen()) {
                endAll(this, Ending.STOPPED);
                return;
            }
            Ending ending = Ending.exited(status);
            if (!published.terms().restart().after(status)) {
                endAll(this, ending);
                return;
            }
            if (published.server().nanos() - started > TimeUnit.MILLISECONDS.toNanos(LAST_DELAY_MILLIS)) {
                delayMillis = FIRST_DELAY_MILLIS;
            }
            if (!audience(this).isEmpty()) {
                long delay = delayMillis;
                delayMillis = Math.min(2 * delay, LAST_DELAY_MILLIS);
                published.server().later(this::again, delay);
                published.server().log().restarting(subject, ending.reason(), delay);
            }
        }

        private void again() {
            lock.lock();
            try {
                if (current != this) {
                    return;
                }
                current = null;
                if (!clients.isEmpty()) {
                    launch(origin);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
