package ee.socketio.launch.websocketd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoFlagsTest {
    private static GoFlags parse(String... args) throws Quit {
        return GoFlags.parse(List.of(args), Set.of("binary"), Set.of("port", "header"));
    }

    @ParameterizedTest
    @CsvSource({"--port=80", "-port=80", "--port 80", "-port 80"})
    void oneDashOrTwoAndTheValueInEitherPlace(String line) throws Quit {
        assertThat(parse(line.split(" ", -1)).number("port", 0, 0, 100)).isEqualTo(80);
    }

    @Test
    void booleanTakesItsValueAfterAnEqualsSignAlone() throws Quit {
        assertThat(parse("--binary", "false").bool("binary")).isTrue();
        assertThat(parse("--binary", "false").rest()).containsExactly("false");
        assertThat(parse("--binary=F").bool("binary")).isFalse();
    }

    @Test
    void restBeginsWithTheFirstArgumentThatIsNoFlag() throws Quit {
        assertThat(parse("-binary", "cat", "-port", "1").rest()).containsExactly("cat", "-port", "1");
        assertThat(parse("--", "--port").rest()).containsExactly("--port");
        assertThat(parse("-").rest()).containsExactly("-");
    }

    @Test
    void flagMayBeRepeated() throws Quit {
        GoFlags flags = parse("--header=a: 1", "--header", "b: 2");
        assertThat(flags.all("header")).containsExactly("a: 1", "b: 2");
        assertThat(flags.text("header", "")).isEqualTo("b: 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot=80 | flag provided but not defined: -prot (did you mean --port?)",
                "---port | bad flag syntax: ---port",
                "--=x | bad flag syntax: --=x",
                "--port | flag needs an argument: -port",
                "--binary=2 | invalid boolean value \"2\" for -binary: parse error"
            })
    void wrongFlagIsNamed(String line, String message) {
        assertThatThrownBy(() -> parse(line.split(" ", -1)))
                .isInstanceOf(Quit.class)
                .hasMessage(message);
    }
}
