package ee.socketio.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.socketio.wire.engine.ProtocolException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayTest {

    private static JsonArray parse(String json) {
        return JsonArray.parse(json, DecoderLimits.DEFAULT);
    }

    @Test
    void elementsAreWhereTheyStand() {
        JsonArray array = parse(" [ \"a\" , {\"b\":[1,2]},null,[ ] , -0.5e+10 ] ");
        assertThat(IntStream.range(0, array.size()).mapToObj(array::json))
                .containsExactly("\"a\"", "{\"b\":[1,2]}", "null", "[ ]", "-0.5e+10");
        assertThat(array.text().substring(array.start(1), array.end(1))).isEqualTo("{\"b\":[1,2]}");
        assertThat(array.json()).startsWith("[").endsWith("]").hasToString(array.toString());
    }

    @Test
    void stringsAreUnescapedOnDemand() {
        JsonArray array = parse("[\"plain\",\"\\u00e9\\n\",\"\\ud800\",1]");
        assertThat(array.isString(0)).isTrue();
        assertThat(array.string(0)).isEqualTo("plain");
        assertThat(array.string(1)).isEqualTo("é\n");
        assertThat(array.string(2)).isEqualTo("\ud800");
        assertThat(array.isNumber(3)).isTrue();
        assertThat(array.isString(3)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> array.string(3));
    }

    @Test
    void emptyArrayHasNoElements() {
        assertThat(parse("[]").size()).isZero();
        assertThat(parse("[ \n]").size()).isZero();
        assertThat(JsonArray.EMPTY.json()).isEqualTo("[]");
    }

    @Test
    void manyElementsFit() {
        String json = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        assertThat(parse(json).size()).isEqualTo(1000);
        assertThat(parse(json).json(999)).isEqualTo("999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0]",
                "[-0]",
                "[10.01]",
                "[1E5]",
                "[1e-5]",
                "[true,false,null]",
                "[{}]",
                "[{\"\":{}}]",
                "[\"\\/\\u0000\"]",
                "[\"\u007f\u2028\"]",
                "[\"\ud800\"]",
                "[{\"a\":1,\"a\":2}]",
                "[1e999]"
            })
    void validJson(String json) {
        assertThat(parse(json).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "[,]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[01]",
                "[-]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1e]",
                "[1e+]",
                "[0x1]",
                "[NaN]",
                "[Infinity]",
                "[tru]",
                "[truex]",
                "[nul",
                "['a']",
                "[\"a]",
                "[\"\n\"]",
                "[\"\u001e\"]",
                "[\"\\x\"]",
                "[\"\\u12\"]",
                "[\"\\u12g4\"]",
                "[\"\\u\u0661111\"]",
                "[\"\\",
                "[{]",
                "[{a:1}]",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":1,}]",
                "[{1:1}]",
                "[{\"a\" 1}]",
                "[}",
                "[]]",
                "[][]",
                "[]x",
                "[\u00a01]",
                "[\ufeff]",
                "\ufeff[]",
                "[1]\u0000",
                "[\u0000]",
                "[\"\u0000\"]",
                "{}",
                "\"x\"",
                "[/**/]",
                "[undefined]"
            })
    void invalidJson(String json) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parse(json))
                .withMessageStartingWith("invalid payload: ")
                .withMessageContaining("(expected: ");
    }

    @Test
    void sentenceNamesOffenderPlaceAndExpectation() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parse("[1;2]"))
                .withMessage("invalid payload: \";\" at 2 (expected: ',' or ']')");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parse("[1"))
                .withMessage("invalid payload: the end at 2 (expected: ',' or ']')");
    }
}
