package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginRuleTest {
    private static boolean admits(OriginRule rule, String origin) {
        Map<String, List<String>> headers = origin == null
                ? Map.of("host", List.of("own.example:8080"))
                : Map.of("host", List.of("own.example:8080"), "origin", List.of(origin));
        ClientRequest request = new ClientRequest(
                "", "", "", "", 0, "own.example", 8080, "HTTP/1.1", false, "/", "/", "/", "/", "", headers);
        return rule.refusal(request).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://own.example:8080, true",
        "https://own.example:8080, true",
        "http://own.example, false",
        "http://listed.example, true",
        "https://listed.example, false",
        "http://LISTED.example, true",
        "null, false",
        "not an origin, false",
        ", true"
    })
    void ownAndListedPagesConnectAndWhoIsNoPage(String origin, boolean admitted) {
        assertThat(admits(OriginRule.ownAnd(List.of("http://listed.example")), origin))
                .isEqualTo(admitted);
    }

    private static Optional<String> refusal(OriginRule rule, String host, String origin) {
        Map<String, List<String>> headers = Map.of("host", List.of(host), "origin", List.of(origin));
        return rule.refusal(new ClientRequest(
                "", "", "", "", 0, "own.example", 80, "HTTP/1.1", false, "/", "/", "/", "/", "", headers));
    }

    @ParameterizedTest
    @CsvSource({
        "own.example, https://own.example, true",
        "own.example, http://own.example, true",
        "own.example:443, https://own.example, true",
        "own.example:8443, https://own.example:8443, true",
        "own.example, https://own.example:8443, false",
        "own.example, https://evil.example, false"
    })
    void ownPageBehindAProxyThatEndsTlsIsAdmitted(String host, String origin, boolean admitted) {
        assertThat(refusal(OriginRule.ownAnd(List.of()), host, origin).isEmpty())
                .isEqualTo(admitted);
    }

    @Test
    void strictRuleTakesThePortFromTheServersOwnScheme() {
        assertThat(refusal(OriginRule.strict(true, List.of()), "own.example", "https://own.example"))
                .contains("Same origin policy mismatch");
    }

    @ParameterizedTest
    @CsvSource({
        "any.example, http://any.example:99, true",
        "any.example, https://any.example, true",
        "any.example:80, http://any.example, true",
        "any.example:80, https://any.example, false",
        "any.example:443, https://any.example, true",
        "https://any.example, http://any.example, false",
        "[::1]:8080, http://[::1]:8080, true",
        "[::1], http://[::1]:8080, true",
        "any.example, http://evil.example/any.example, false",
        "any.example, , false"
    })
    void strictListIsReadAsWebsocketdReadsIt(String entry, String origin, boolean admitted) {
        assertThat(admits(OriginRule.strict(false, List.of(entry)), origin)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({"http://evil.example", "null", ","})
    void starIsForAll(String origin) {
        assertThat(admits(OriginRule.ownAnd(List.of("*")), origin)).isTrue();
    }
}
