package ee.socketio.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running program and all that it has started.
 *
 * <p>Where {@code setsid} exists, as on every Linux, the program leads a process group of its own, and a signal reaches
 * whoever is in it, also when the program itself has gone before. Elsewhere its descendants are looked up when it is
 * told to end. Java can neither make a group nor send SIGINT, so {@code setsid} and {@code kill} do it.
 */
final class ProcessTree {
    private static final long EOF_MILLIS = 100;
    private static final long INTERRUPT_MILLIS = 250;
    private static final long TERMINATE_MILLIS = 500;
    private static final long POLL_MILLIS = 10;
    private static final Optional<Path> SETSID = Commands.find("setsid");
    private static final Path SHELL = Path.of("/bin/sh");

    private final Process leader;
    private final boolean group;
    private List<ProcessHandle> descendants = List.of();

    private ProcessTree(Process leader, boolean group) {
        this.leader = leader;
        this.group = group;
    }

    /**
     * Starts a program.
     *
     * @param environment all of it; the working directory is this process's own
     * @throws IOException when it cannot be executed
     */
    static ProcessTree start(List<String> command, Map<String, String> environment) throws IOException {
        List<String> line = new ArrayList<>(command);
        boolean group = SETSID.isPresent();
        if (group) {
            // setsid would succeed where the program does not, so what can be said before is said before.
            refuseUnexecutable(Path.of(command.get(0)));
            line.add(0, SETSID.get().toString());
        }
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ProcessTree(builder.start(), group);
    }

    private static void refuseUnexecutable(Path program) throws IOException {
        if (program.getParent() != null && !Files.exists(program)) {
            throw new IOException(program + ": no such file or directory");
        }
        if (program.getParent() != null && (Files.isDirectory(program) || !Files.isExecutable(program))) {
            throw new IOException(program + ": permission denied");
        }
    }

    Process leader() {
        return leader;
    }

    /**
     * Waits for all of them to end: 100 ms after the end of their input they are interrupted, 250 ms later told to
     * terminate, 500 ms later killed, each time a patience later than that.
     */
    void end(Duration patience) throws InterruptedException {
        long more = patience.toMillis();
        if (!group) {
            descendants = leader.descendants().toList();
        }
        // Whoever is in the group of a program that has ended had the program's time.
        leader.waitFor(EOF_MILLIS + more, TimeUnit.MILLISECONDS);
        if (signal("INT") && !hasEnded(INTERRUPT_MILLIS + more)) {
            if (signal("TERM") && !hasEnded(TERMINATE_MILLIS + more)) {
                signal("KILL");
            }
        }
        leader.waitFor();
    }

    /** Kills all of them at once and waits for none. */
    void kill() {
        List<ProcessHandle> known =
                Stream.concat(leader.descendants(), descendants.stream()).toList();
        try {
            signal("KILL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException noSignals) {
            // Java's own way reaches at least those that are known.
        }
        known.forEach(ProcessHandle::destroyForcibly);
        leader.destroyForcibly();
    }

    private boolean hasEnded(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        leader.waitFor(millis, TimeUnit.MILLISECONDS);
        while (isAlive()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    private boolean isAlive() throws InterruptedException {
        return leader.isAlive() || (group ? signal("0") : descendants.stream().anyMatch(ProcessHandle::isAlive));
    }

    /** Whether there was anybody to take it. */
    private boolean signal(String name) throws InterruptedException {
        if (group) {
            // There is no group yet if setsid was told to start and has not done so.
            return kill(name, "-" + leader.pid()) || (leader.isAlive() && kill(name, Long.toString(leader.pid())));
        }
        List<ProcessHandle> alive = Stream.concat(Stream.of(leader.toHandle()), descendants.stream())
                .filter(ProcessHandle::isAlive)
                .toList();
        if (name.equals("INT") && Files.isExecutable(SHELL)) {
            return !alive.isEmpty()
                    && kill(
                            name,
                            alive.stream()
                                    .map(ProcessHandle::pid)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" ")));
        }
        alive.forEach(name.equals("KILL") ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
        return !alive.isEmpty();
    }

    private static boolean kill(String name, String pids) throws InterruptedException {
        try {
            return new ProcessBuilder(SHELL.toString(), "-c", "kill -s " + name + " -- " + pids)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new IllegalStateException("no " + SHELL + " to send signals with", e);
        }
    }
}
