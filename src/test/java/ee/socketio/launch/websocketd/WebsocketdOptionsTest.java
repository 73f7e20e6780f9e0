package ee.socketio.launch.websocketd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WebsocketdOptionsTest {
    private static WebsocketdOptions options(String... args) throws Quit {
        return WebsocketdOptions.of(WebsocketdOptions.flags(List.of(args)));
    }

    @Test
    void reservedNameIsNoEvent() {
        assertThatThrownBy(() -> options("--namespace=/lines", "--event=disconnect", "/bin/cat"))
                .isInstanceOfSatisfying(
                        Quit.class, quit -> assertThat(quit.code()).isEqualTo(Quit.UNUSABLE))
                .hasMessage("--event: \"disconnect\" is reserved (expected: a name such as message)");
    }

    @Test
    void otherNamesAreEvents() throws Quit {
        assertThat(options("--namespace=/lines", "--event=line", "/bin/cat").event())
                .isEqualTo("line");
    }
}
