package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandsTest {
    @Test
    void quotesKeepBlanksTogether() {
        assertThat(Commands.words("  sh -c 'echo \"a b\"'  x\"y z\"w \"\" "))
                .containsExactly("sh", "-c", "echo \"a b\"", "xy zw", "");
    }

    @Test
    void nameIsLookedForInThePath() {
        assertThat(Commands.find("sh"))
                .hasValueSatisfying(file -> assertThat(file).isAbsolute().isExecutable());
        assertThat(Commands.resolve(List.of("/bin/sh", "-c"))).contains(List.of("/bin/sh", "-c"));
        assertThat(Commands.resolve(List.of("no-such-program"))).isEmpty();
        assertThat(Commands.resolve(List.of())).isEmpty();
    }

    @Test
    void folderIsNoProgram() {
        assertThat(Commands.find("/tmp")).isEmpty();
    }
}
