package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds after a full collection.
 *
 * @param heapBytes all objects that are reachable
 * @param threads their names
 * @param applications class loaders of web applications, on Tomcat, GlassFish and Payara
 * @param descriptors open files and sockets; 0 where there is no {@code /proc}
 * @param files in the server's folder, logs left out
 */
record Footprint(long heapBytes, List<String> threads, long applications, long descriptors, long files) {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]*)\"");

    /** What Tomcat, GlassFish and Payara call them. */
    private static final Pattern APPLICATION = Pattern.compile("(?m)WebappClassLoader$");

    static Footprint of(long pid, Path folder) throws IOException, InterruptedException {
        Matcher total = TOTAL.matcher(jcmd(pid, "GC.class_histogram"));
        assertThat(total.find()).isTrue();
        return new Footprint(
                Long.parseLong(total.group(1)),
                THREAD.matcher(jcmd(pid, "Thread.print"))
                        .results()
                        .map(name -> name.group(1))
                        .toList(),
                APPLICATION.matcher(jcmd(pid, "VM.classloader_stats")).results().count(),
                count(Path.of("/proc", Long.toString(pid), "fd")),
                files(folder));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static long count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    /** A server that deletes an application may do so meanwhile. */
    private static long files(Path folder) throws IOException {
        AtomicLong count = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.toString().contains("log")) {
                    count.incrementAndGet();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return count.get();
    }

    @Override
    public String toString() {
        return "%.1f MB of heap, %d threads, %d class loaders of applications, %d descriptors, %d files"
                .formatted(heapBytes / 1e6, threads.size(), applications, descriptors, files);
    }
}
