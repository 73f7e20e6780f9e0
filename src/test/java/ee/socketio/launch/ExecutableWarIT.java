package ee.socketio.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The WAR as an operator starts it: {@code java -jar}, in a process of its own. */
final class ExecutableWarIT {
    private static final Pattern READY = Pattern.compile("SIO-0010 Ready at (http://127\\.0\\.0\\.1:\\d+/)");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void healthyStartIsQuietAndEndsWithinSecondsOfSigterm() throws Exception {
        Process process = start("--port", "0");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(awaitReady(process) + "WEB-INF/web.xml"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);

        process.destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).doesNotContain("WARNING", "SEVERE", "Exception", "\tat ");
        assertThat(output()).isEmpty();
        assertThat(temporaryFolders()).isEmpty();
    }

    @Test
    void withoutTheDemoThereIsNothingToPush() throws Exception {
        Process process = start("--port", "0", "--socketio.demo=false");

        HttpResponse<String> push = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(awaitReady(process) + "push"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(push.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot=80 | socketio-ee: --prot: unknown option (did you mean --port?)",
                "--socketio.cors-allowed-orgins=* | socketio-ee: --socketio.cors-allowed-orgins: unknown option"
                        + " (did you mean --socketio.cors-allowed-origins?)",
                "--cors-allowed-origins=* | socketio-ee: --cors-allowed-origins: unknown option"
                        + " (did you mean --socketio.cors-allowed-origins?)",
                "--socketio.async-mode=threads | socketio-ee: socketio.async-mode: \"threads\" (expected: one of auto,"
                        + " virtual, managed, pool, direct), found in the command line",
                "--socketio.parser=xml | socketio-ee: socketio.parser: \"xml\" (expected: one of json, msgpack), found in"
                        + " the command line",
                "--socketio.ping-interval=abc | socketio-ee: socketio.ping-interval: \"abc\" (expected: a duration such as"
                        + " 25s, 500ms, or milliseconds), found in the command line"
            })
    void wrongOptionStopsTheStartWithOneSentence(String option, String sentence) throws Exception {
        Process process = start(option);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(log().strip()).isEqualTo(sentence);
        assertThat(temporaryFolders()).isEmpty();
    }

    /** The places of the tutorial's last chapter: right name, wrong spelling; each its own sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOCKETIO_PINGINTERVAL=5s | | socketio-ee: SOCKETIO_PINGINTERVAL: unknown setting, found in the"
                        + " environment (did you mean SOCKETIO_PING_INTERVAL?)",
                " | -Dsocketio.pingInterval=5s | socketio-ee: socketio.pingInterval: unknown setting, found in the system"
                        + " properties (did you mean socketio.ping-interval?)"
            })
    void misspeltSettingStopsTheStartWhereverItIs(String variable, String option, String sentence) throws Exception {
        Process process = launch(variable, option);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(log().strip()).isEqualTo(sentence);
    }

    @Test
    void portInUseIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--port", Integer.toString(taken.getLocalPort()));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(log().strip())
                    .startsWith("socketio-ee: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    @Test
    void certificateThatIsNoneIsOneSentence() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "none");
        Process process = start("--port=0", "--tls-certificate=" + none, "--tls-key=" + none);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log()).contains("socketio-ee: cannot speak TLS with " + none + " and " + none + ": ");
    }

    @Test
    void helpGoesToStandardOutput() throws Exception {
        Process process = start("--help");

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output()).contains("--port", "--socketio.ping-interval");
        assertThat(log()).isEmpty();
    }

    private Process start(String... args) throws IOException {
        return launch(null, null, args);
    }

    /** Either may be null. */
    private Process launch(String variable, String javaOption, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        if (javaOption != null) {
            command.add(javaOption);
        }
        command.addAll(List.of("-jar", System.getProperty("war")));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SOCKETIO_") || name.contains("JAVA_"));
        if (variable != null) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String awaitReady(Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            Matcher ready = READY.matcher(log());
            if (ready.find()) {
                return ready.group(1);
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("not ready: " + log());
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("socketio-ee-"))
                    .toList();
        }
    }
}
