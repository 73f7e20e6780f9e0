package ee.socketio.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the process of a server uses. Linux only.
 *
 * @param pid its number
 */
record ServerProcess(long pid) {

    /**
     * At a moment.
     *
     * @param cpu since it was started
     * @param residentKilobytes what it has in memory
     */
    record Usage(Duration cpu, long residentKilobytes) {}

    /** Empty when there is no such process, or no more. */
    Optional<Usage> usage() {
        Optional<Duration> cpu = ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .flatMap(resident -> cpu.map(used -> new Usage(used, resident)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
