package ee.socketio.wire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Json}, {@link Utf8} and {@link QueryString}. */
class TextsTest {

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        Json.quote(text, out);
        return out.toString();
    }

    @Test
    void quoteEscapesAsJavaScriptDoes() {
        assertThat(quoted("a\"\\/\b\f\n\r\t\u0000\u001e\u001f\u007fé😀"))
                .isEqualTo("\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001e\\u001f\u007fé😀\"");
        assertThat(quoted("\u2028\u2029")).isEqualTo("\"\u2028\u2029\"");
        assertThat(quoted("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @CsvSource({"\ud800,\\ud800", "\udfffx,\\udfffx", "x\ud83d,x\\ud83d", "\udc00\ud800,\\udc00\\ud800"})
    void quoteEscapesLoneSurrogates(String text, String escaped) {
        assertThat(quoted(text)).isEqualTo('"' + escaped + '"');
    }

    @Test
    void unquoteReadsAllEscapes() {
        String text = "xx\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00 end\\u0041\"yy";
        assertThat(Json.unquote(text, 2, text.length() - 2)).isEqualTo("\"\\/\b\f\n\r\té😀 endA");
    }

    @Test
    void unquoteSeesNoFurtherThanTheLiteral() {
        assertThat(Json.unquote("\"a\",\"\\n\"", 0, 3)).isEqualTo("a");
    }

    @Test
    void utf8LengthIsThatOfTheEncoding() {
        assertThat(Utf8.length("aé€😀")).isEqualTo(10);
        assertThat(Utf8.length("\ud800")).isEqualTo(3);
        assertThat(Utf8.length("\udc00\ud800a")).isEqualTo(7);
    }

    @Test
    void loneSurrogatesAreEncodedAsReplacementCharacters() {
        assertThat(Utf8.encode("a\ud800b")).isEqualTo(new byte[] {'a', (byte) 0xEF, (byte) 0xBF, (byte) 0xBD, 'b'});
    }

    @Test
    void malformedBytesAreDecodedAsReplacementCharacters() {
        assertThat(Utf8.decode(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3})).isEqualTo("a\ufffdb\ufffd");
        assertThat(Utf8.decode(new byte[] {'a', (byte) 0xC3, (byte) 0xA9, 'b'}, 1, 2))
                .isEqualTo("é");
    }

    @Test
    void queryKeepsTheLastValueOfAName() {
        assertThat(QueryString.parse("transport=x&EIO=4&transport=polling&flag&&empty=&=v&a=b=c"))
                .containsExactly(
                        entry("transport", "polling"),
                        entry("EIO", "4"),
                        entry("flag", ""),
                        entry("empty", ""),
                        entry("", "v"),
                        entry("a", "b=c"));
    }

    @Test
    void queryIsDecoded() {
        assertThat(QueryString.parse("a%20b=%C3%a9+%f0%9F%98%80&%E2%82%AC=1"))
                .containsExactly(entry("a b", "é 😀"), entry("€", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "100%", "%+1", "%%", "%\u0661\u0661"})
    void perCentSignWithoutEscapeStandsForItself(String text) {
        assertThat(QueryString.parse("a=" + text)).containsEntry("a", text.replace('+', ' '));
    }

    @Test
    void malformedEscapesBecomeReplacementCharacters() {
        assertThat(QueryString.parse("a=%ff%41")).containsEntry("a", "\ufffdA");
    }
}
