package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTreeTest {
    @TempDir
    Path folder;

    @Test
    void programThatEndsAtTheEndOfItsInputIsNotSignalled() throws Exception {
        ProcessTree tree = ProcessTree.start(List.of("/bin/cat"), Map.of());
        tree.leader().getOutputStream().close();
        tree.end(Duration.ZERO);
        assertThat(tree.leader().exitValue()).isZero();
    }

    @Test
    void programThatIgnoresTheEndIsInterrupted() throws Exception {
        // Who started this test in the background may have had it ignore the signal, which is inherited.
        ProcessTree tree = ProcessTree.start(
                List.of("/usr/bin/env", "--default-signal=INT", "/bin/sh", "-c", "echo; exec sleep 60"), Map.of());
        assertThat(tree.leader().getInputStream().read()).isEqualTo('\n');
        tree.end(Duration.ZERO);
        assertThat(tree.leader().exitValue()).isEqualTo(128 + 2);
    }

    @Test
    void programThatIgnoresSignalsIsKilled() throws Exception {
        ProcessTree tree = ProcessTree.start(
                List.of("/bin/sh", "-c", "trap '' INT TERM; echo; while :; do sleep 0.1; done"), Map.of());
        assertThat(tree.leader().getInputStream().read()).isEqualTo('\n');
        tree.end(Duration.ZERO);
        assertThat(tree.leader().exitValue()).isEqualTo(128 + 9);
    }

    @Test
    void killReachesAllAtOnce() throws Exception {
        ProcessTree tree = ProcessTree.start(
                List.of("/bin/sh", "-c", "trap '' INT TERM; sleep 60 & echo; while :; do sleep 0.1; done"), Map.of());
        assertThat(tree.leader().getInputStream().read()).isEqualTo('\n');
        List<ProcessHandle> children = tree.leader().descendants().toList();
        assertThat(children).isNotEmpty();

        tree.kill();

        assertThat(tree.leader().waitFor()).isEqualTo(128 + 9);
        for (ProcessHandle child : children) {
            assertThat(child.onExit().get(5, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void environmentIsWhatIsGiven() throws Exception {
        ProcessTree tree = ProcessTree.start(List.of("/usr/bin/env"), Map.of("A", "b"));
        assertThat(new String(tree.leader().getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("A=b\n");
    }

    @Test
    void whatIsNotExecutableIsSaidAtTheStart() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (String path : List.of(file.toString(), folder.toString(), folder + "/none")) {
            assertThatThrownBy(() -> ProcessTree.start(List.of(path), Map.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(path);
        }
    }
}
