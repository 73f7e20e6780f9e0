package ee.socketio.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readers copy compiles. */
final class SnippetsTest {

    static List<Snippet> manual() throws IOException {
        return Snippet.ofManual();
    }

    static List<Snippet> javadoc() throws IOException {
        return Snippet.ofJavadoc();
    }

    @ParameterizedTest
    @MethodSource("manual")
    void snippetOfTheManualCompiles(Snippet snippet) throws IOException {
        assertThat(snippet.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("javadoc")
    void snippetOfJavadocCompiles(Snippet snippet) throws IOException {
        assertThat(snippet.problems()).isEmpty();
    }

    @Test
    void snippetThatDoesNotCompileIsFound() throws IOException {
        assertThat(new Snippet("here", "socket.emitt(\"x\");\n").problems())
                .singleElement()
                .asString()
                .contains("emitt");
        assertThat(new Snippet("here", "@OnEvent\nvoid hello(Sockett socket) {}\n").problems())
                .singleElement()
                .asString()
                .contains("Sockett");
        assertThat(new Snippet("here", "@OnEvent\nvoid hello(Socket socket {}\n").problems())
                .isNotEmpty();
    }
}
