package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CgiVariablesTest {
    private static Map<String, String> variables(Map<String, List<String>> headers, boolean secure) {
        ClientRequest request = new ClientRequest(
                "",
                "7",
                "10.0.0.1",
                "a.example",
                99,
                "own.example",
                80,
                "HTTP/1.1",
                secure,
                "/x",
                "/y",
                "/x/y",
                "/x/y?q",
                "q",
                headers);
        return CgiVariables.of(request, "websocketd/1", Map.of("PATH", "/bin"));
    }

    @Test
    void headersAreVariablesButHostAndProxy() {
        assertThat(variables(
                        Map.of(
                                "x-two-words", List.of("1", "2"),
                                "host", List.of("own.example"),
                                "proxy", List.of("http://evil.example")),
                        false))
                .containsEntry("HTTP_X_TWO_WORDS", "1, 2")
                .doesNotContainKeys("HTTP_HOST", "HTTP_PROXY", "HTTPS");
    }

    @Test
    void headerWithAnUnderscoreCannotPassForOneWithAHyphen() {
        assertThat(variables(Map.of("x_remote_user", List.of("evil")), false)).doesNotContainKey("HTTP_X_REMOTE_USER");
    }

    @Test
    void lineEndsInValuesAreBlanks() {
        assertThat(variables(Map.of("x", List.of("a\nb\0c")), false)).containsEntry("HTTP_X", "a bc");
    }

    @Test
    void tlsIsHttpsOn() {
        assertThat(variables(Map.of(), true)).containsEntry("HTTPS", "on");
    }

    @Test
    void whatIsPassedIsThereAndNothingElseOfOurs() {
        assertThat(variables(Map.of(), false)).containsEntry("PATH", "/bin").doesNotContainKey("HOME");
    }
}
