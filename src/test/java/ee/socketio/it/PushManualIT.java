package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the manual, as they stand there. */
class PushManualIT {
    private static final Path MANUAL = Path.of("src/site/markdown/push.md");
    private static final String TOKEN = "the-manuals-own-token";

    private static ServerProcess server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.file(), "--socketio.push.tokens=" + TOKEN + ":/dcenter");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void curlsExamplePushes() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());

        assertThat(run("sh", "push.sh", "sh", "-eu")).matches("\\{\"recipients\":[1-4]}");

        assertThat(peer.poll()).isEqualTo("42/dcenter,[\"dcenter\",{\"data\": \"Hello from curl\"}]");
    }

    @Test
    void pythonsExamplePushes() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());

        assertThat(run("python", "push.py", "python3")).matches("[1-4] recipients");

        assertThat(peer.poll()).isEqualTo("42/dcenter,[\"dcenter\",{\"data\": \"Hello from Python\"}]");
    }

    @Test
    void javaScriptsExamplePushes() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());

        assertThat(run("javascript", "push.mjs", "node")).matches("\\[ [1-4], [1-4] ] recipients");

        assertThat(peer.poll(2))
                .containsExactly(
                        "42/dcenter,[\"dcenter\",{\"data\":\"Hello\"}]",
                        "42/dcenter,[\"dcenter\",{\"data\":\"from JavaScript\"}]");
    }

    @Test
    void javasExamplePushes() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThat(run("java", "Push.java", java))
                .matches("\\{\"recipients\":[1-4],\"complete\":false,\"answers\":\\[]}");

        assertThat(peer.poll()).isEqualTo("42/dcenter,0[\"dcenter\",{\"data\": \"Hello from Java\"},2]");
    }

    /** What an example prints. */
    private String run(String language, String file, String... command) throws IOException, InterruptedException {
        Path example = Files.writeString(folder.resolve(file), example(language));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.command().add(example.toString());
        builder.environment().put("PUSH_URL", server.base() + "push");
        builder.environment().put("PUSH_TOKEN", TOKEN);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String printed = Files.readString(output).strip();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The only block of code in that language. */
    private static String example(String language) throws IOException {
        Matcher blocks =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(MANUAL));
        List<String> found = blocks.results().map(block -> block.group(1)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
