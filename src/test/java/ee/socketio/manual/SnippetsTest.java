package ee.socketio.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readers copy compiles. */
final class SnippetsTest {
    private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public ");

    static List<Snippet> manual() throws IOException {
        return Snippet.ofManual();
    }

    static List<Snippet> javadoc() throws IOException {
        return Snippet.ofJavadoc();
    }

    /** The types of the API and of the test kit. */
    static List<Path> types() throws IOException {
        List<Path> types = new ArrayList<>();
        for (String api : List.of("src/main/java/ee/socketio", "src/main/java/ee/socketio/testkit")) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(api), "*.java")) {
                for (Path file : files) {
                    if (PUBLIC_TYPE.matcher(Files.readString(file)).find()) {
                        types.add(file);
                    }
                }
            }
        }
        return types;
    }

    @ParameterizedTest
    @MethodSource("types")
    void publicTypeShowsHowToUseIt(Path file) throws IOException {
        String uptoDeclaration = PUBLIC_TYPE.split(Files.readString(file), 2)[0];

        assertThat(Snippet.ofJavadoc(file, uptoDeclaration)).isNotEmpty();
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
