package ee.socketio.wire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpTest {

    private static String wrap(String digits, String payload) {
        return new String(Jsonp.wrap(digits, payload), StandardCharsets.UTF_8);
    }

    @Test
    void payloadBecomesAStringLiteral() {
        assertThat(wrap("0", "118:0{\"sid\":\"x\"}")).isEqualTo("___eio[0](\"118:0{\\\"sid\\\":\\\"x\\\"}\");");
        assertThat(wrap("3", "0{}")).isEqualTo("___eio[3](\"0{}\");");
    }

    @Test
    void separatorsThatEndLinesOfScriptsAreEscaped() {
        assertThat(wrap("0", "4\u2028\u2029\u001e</script>"))
                .isEqualTo("___eio[0](\"4\\u2028\\u2029\\u001e</script>\");");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "7x,7", "'',''", "'1);alert(2)//',12", "\u0661,''"})
    void onlyDigitsOfTheIndexAreKept(String j, String digits) {
        assertThat(Jsonp.digits(j)).isEqualTo(digits);
    }

    @Test
    void payloadIsTheFormsFieldD() {
        assertThat(Jsonp.payloadOf("d=4%3A42%5B%5D")).isEqualTo("4:42[]");
        assertThat(Jsonp.payloadOf("a=1&d=2%3A40&b")).isEqualTo("2:40");
        assertThat(Jsonp.payloadOf("d=")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e=1", "d=1&d=2", "%"})
    void formWithoutExactlyOneFieldDHasNoPayload(String form) {
        assertThat(Jsonp.payloadOf(form)).isNull();
    }

    @Test
    void newlinesAreUnescapedAsTheClientEscapedThem() {
        // What the client makes of the payload ["a\nb","c\\n"], where \n and \\n are the JSON escapes.
        assertThat(Jsonp.payloadOf("d=[\"a\\\\nb\",\"c\\\\\\n\"]")).isEqualTo("[\"a\\nb\",\"c\\\\n\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "n,n",
        "x\\n,'x\n'",
        "x\\\\n,x\\n",
        "x\\\\\\n,x\\\\n",
        "\\n\\n,'\n\n'",
        "\\\\n\\n,'\\n\n'",
        "\\x\\,\\x\\",
        "\\\\x,\\\\x"
    })
    void oneBackslashInFrontOfAnNIsALineFeedAndOfSeveralOneGoes(String sent, String payload) {
        assertThat(Jsonp.payloadOf("d=" + sent)).isEqualTo(payload);
    }
}
