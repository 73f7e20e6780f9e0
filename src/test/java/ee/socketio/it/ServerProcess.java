package ee.socketio.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which says in its log where it listens. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\w.-]+:\\d+/[^\\s,;)]*");

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean ended;
    private final URI base;

    private ServerProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::readLog, "log of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
        String line = awaitLine(0, text -> ADDRESS.matcher(text).find(), Duration.ofSeconds(60));
        Matcher address = ADDRESS.matcher(line);
        address.find();
        base = URI.create(address.group());
    }

    private static ServerProcess start(List<String> command) {
        try {
            return new ServerProcess(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code java -jar}, on any free port. */
    static ServerProcess executableWar(File war, String... options) {
        return executableWar(Path.of(System.getProperty("java.home")), war, options);
    }

    /** As {@link #executableWar(File, String...)}, on another JDK. */
    static ServerProcess executableWar(Path javaHome, File war, String... options) {
        return executableWar(javaHome, List.of(), war, options);
    }

    /** As {@link #executableWar(File, String...)}, with options for the virtual machine. */
    static ServerProcess executableWar(List<String> jvmOptions, File war) {
        return executableWar(Path.of(System.getProperty("java.home")), jvmOptions, war);
    }

    private static ServerProcess executableWar(Path javaHome, List<String> jvmOptions, File war, String... options) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", war.getPath(), "--port", "0"));
        command.addAll(List.of(options));
        return start(command);
    }

    /** The tutorial and more on the official Node server. */
    static ServerProcess reference(String... options) {
        List<String> command =
                new ArrayList<>(List.of("node", "src/test/frontend/reference-server.mjs", "--port", "0"));
        command.addAll(List.of(options));
        return start(command);
    }

    long pid() {
        return process.pid();
    }

    /** Where it listens; ends with a slash. */
    URI base() {
        return base;
    }

    /** How many lines the log has: the place to look for new ones from. */
    int logSize() {
        lock.lock();
        try {
            return lines.size();
        } finally {
            lock.unlock();
        }
    }

    /** The lines from a place on. */
    List<String> logFrom(int start) {
        lock.lock();
        try {
            return List.copyOf(lines.subList(start, lines.size()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The first line from a place on that fits, as soon as it is there.
     *
     * @throws AssertionError with the whole log, when the time is over or the server has ended
     */
    String awaitLine(int start, Predicate<String> wanted, Duration timeout) {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            for (int next = start; ; next++) {
                while (next >= lines.size()) {
                    if (ended || nanos <= 0) {
                        String why = ended ? "the server has ended" : "waited " + timeout + " in vain";
                        throw new AssertionError(why + "; its log:\n" + String.join("\n", lines));
                    }
                    nanos = grown.awaitNanos(nanos);
                }
                if (wanted.test(lines.get(next))) {
                    return lines.get(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    private void readLog() {
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                append(line, false);
            }
        } catch (IOException e) {
            append(e.toString(), false);
        }
        append("(end)", true);
    }

    private void append(String line, boolean last) {
        lock.lock();
        try {
            lines.add(line);
            ended = last;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the process to end; returns before it has. */
    void terminate() {
        process.destroy();
    }

    /** Waits until the process has ended by itself. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        end(process);
    }

    /** Ends a process, by force if it takes longer than ten seconds. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
