package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.RawJson;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers get of JSON, and what JSON is made of what they send. */
@SuppressWarnings("ArrayRecordComponent") // what applications write
final class BindingTest {
    private final JsonBinding binding = new JsonBinding();

    @AfterEach
    void close() {
        binding.close();
    }

    private Object read(String json, Type type, byte[]... attachments) {
        JsonArray array = attachments.length == 0
                ? JsonArray.parse("[" + json + "]", DecoderLimits.DEFAULT)
                : JsonArray.parse("[" + json + "]", attachments.length, DecoderLimits.DEFAULT);
        return new ReceivedArguments(binding, array, 0, Arrays.asList(attachments)).get(0, type);
    }

    private String written(Object... values) {
        return binding.acknowledgement(values).json();
    }

    // ---- reading

    record Point(int x, int y) {}

    record Reading(
            String name,
            Optional<String> unit,
            List<Point> points,
            Map<String, Double> values,
            Instant at,
            DayOfWeek day,
            Object any,
            int[] numbers) {}

    @Test
    void recordIsReadWithGenericsOptionalEnumAndTime() {
        Reading reading = (Reading) read(
                """
                { "day" : "MONDAY" , "points":[{"x":1,"y":2}, {"y":4,"x":3}],"extra":{"deep":["]"]},
                "values":{"a":1.5,"b":2},"at":"2020-01-01T00:00:00Z","name":"n\\u00e4me","any":[1,{"k":null}],
                "numbers":[1,2]}""",
                Reading.class);

        assertThat(reading.name).isEqualTo("näme");
        assertThat(reading.unit).isEmpty();
        assertThat(reading.points).containsExactly(new Point(1, 2), new Point(3, 4));
        assertThat(reading.values).isEqualTo(Map.of("a", 1.5, "b", 2.0));
        assertThat(reading.at).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(reading.day).isEqualTo(DayOfWeek.MONDAY);
        assertThat(reading.any).isEqualTo(List.of(BigDecimal.ONE, Collections.singletonMap("k", null)));
        assertThat(reading.numbers).containsExactly(1, 2);
    }

    @Test
    void recordsMissingMembersAreNullAndMissingPrimitivesAnError() {
        assertThat(read("{}", Reading.class)).extracting("name", "points").containsOnlyNulls();
        assertThatThrownBy(() -> read("{\"x\":1}", Point.class)).hasMessage("y: missing (expected: int)");
        assertThatThrownBy(() -> read("{\"x\":1,\"y\":null}", Point.class)).hasMessage("y: missing (expected: int)");
    }

    record Page<T>(List<T> items, Optional<T> next) {}

    record Pages(Page<Point> points) {}

    @Test
    void genericRecordKnowsItsArguments() {
        assertThat(read("{\"points\":{\"items\":[{\"x\":1,\"y\":2}],\"next\":{\"x\":3,\"y\":4}}}", Pages.class))
                .isEqualTo(new Pages(new Page<>(List.of(new Point(1, 2)), Optional.of(new Point(3, 4)))));
    }

    record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException("odd");
            }
        }
    }

    @Test
    void whatARecordsConstructorThrowsSaysThatItDoesNotFit() {
        assertThatThrownBy(() -> read("{\"number\":3}", Even.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Even: odd");
    }

    public record Named(@JsonbProperty("the-name") String name) {}

    @Test
    void recordWithAnnotationsOfJsonBIsLeftToIt() {
        assertThat(read("{\"the-name\":\"x\"}", Named.class)).isEqualTo(new Named("x"));
        assertThat(written(new Named("x"))).isEqualTo("[{\"the-name\":\"x\"}]");
    }

    public static class Bean {
        public String text = "";
        public byte[] bytes = {};
    }

    @Test
    void otherClassesAreReadByJsonBAttachmentsIncluded() {
        Bean bean = (Bean) read(
                "{\"text\":\"t\",\"bytes\":{\"_placeholder\":true,\"num\":1}}", Bean.class, new byte[] {1}, new byte[] {
                    2
                });

        assertThat(bean.text).isEqualTo("t");
        assertThat(bean.bytes).containsExactly(2);
        assertThat(read("\"123e4567-e89b-12d3-a456-426614174000\"", UUID.class))
                .isEqualTo(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
    }

    @Test
    void untypedValueKeepsOrderAndExactNumbers() {
        assertThat(read("{\"z\":1.10,\"a\":[true,null,\"s\"],\"m\":12345678901234567890}", Object.class))
                .hasToString("{z=1.10, a=[true, null, s], m=12345678901234567890}");
    }

    @Test
    void lastOfDuplicateKeysWins() {
        assertThat(read("{\"a\":1,\"a\":2}", Map.class)).hasToString("{a=2}");
        assertThat(read("{\"x\":1,\"y\":1,\"x\":2}", Point.class)).isEqualTo(new Point(2, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int     | 3000000000 | 3000000000 (expected: int)",
                "int     | 1.5        | 1.5 (expected: int)",
                "int     | \"5\"      | a string (expected: a number)",
                "long    | 9223372036854775808 | 9223372036854775808 (expected: long)",
                "short   | 40000      | 40000 (expected: short)",
                "byte    | 200        | 200 (expected: byte)",
                "boolean | \"yes\"    | a string (expected: true or false)",
                "boolean | 1          | a number (expected: true or false)",
                "double  | {}         | an object (expected: a number)",
                "char    | \"ab\"     | \"ab\" (expected: a character)"
            })
    void whatDoesNotFitAPrimitiveIsAnErrorAndNeverAnotherValue(String type, String json, String message) {
        Map<String, Class<?>> types = Map.of(
                "int",
                int.class,
                "long",
                long.class,
                "short",
                short.class,
                "byte",
                byte.class,
                "boolean",
                boolean.class,
                "double",
                double.class,
                "char",
                char.class);

        assertThatThrownBy(() -> read(json, types.get(type)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void numbersAreReadExactly() {
        assertThat(read("1e2", int.class)).isEqualTo(100);
        assertThat(read("-9223372036854775808", long.class)).isEqualTo(Long.MIN_VALUE);
        assertThat(read("123456789012345678901234567890", BigInteger.class))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(read("1e400", double.class)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(read("5", Number.class)).isEqualTo(BigDecimal.valueOf(5));
        assertThat(read("0.1", Float.class)).isEqualTo(0.1f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e2000"})
    void numberThatWouldFillTheMemoryIsRefused(String json) {
        assertThatThrownBy(() -> read(json, BigInteger.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(json, int.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numberThatWouldTakeLongIsRefused() {
        assertThatThrownBy(() -> read("1".repeat(1001), Object.class))
                .hasMessage("a number of 1001 characters (expected: <= 1000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"s\"", "5", "true"})
    void whatIsNoObjectFitsNoRecordAndNoMap(String json) {
        assertThatThrownBy(() -> read(json, Point.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(json, Map.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unknownConstantIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> read("\"NODAY\"", DayOfWeek.class))
                .hasMessageStartingWith("\"NODAY\" (expected: one of [MONDAY, TUESDAY");
    }

    @Test
    void nullAndMissingArgumentsAreNull() {
        assertThat(read("null", String.class)).isNull();
        assertThat(read("null", JsonValue.class)).isNull();
        assertThat(read("null", Point.class)).isNull();
        assertThat(read("", String.class)).isNull();
    }

    @Test
    void jsonValueIsTheTree() {
        assertThat(read("{\"a\":[1]}", JsonObject.class)).hasToString("{\"a\":[1]}");
        assertThat(read("\"s\"", JsonValue.class)).hasToString("\"s\"");
    }

    @Test
    void setKeepsOrderAndWildcardsAreTheirBound() throws Exception {
        record Holder(Set<? extends Point> points, List<Point>[] lists) {}
        RecordComponent[] components = Holder.class.getRecordComponents();

        assertThat(read("[{\"x\":2,\"y\":1},{\"x\":1,\"y\":1}]", components[0].getGenericType()))
                .hasToString("[Point[x=2, y=1], Point[x=1, y=1]]");
        assertThat((Object[]) read("[[{\"x\":2,\"y\":1}]]", components[1].getGenericType()))
                .containsExactly(List.of(new Point(2, 1)));
    }

    // ---- attachments

    record Files(byte[] first, List<ByteBuffer> others, Object any) {}

    @Test
    void bytesAreReadWhereverTheyAre() {
        Files files = (Files) read(
                "{\"first\":{\"_placeholder\":true,\"num\":2},\"others\":[{\"num\":1,\"_placeholder\":true}],"
                        + "\"any\":{\"deep\":[{\"_placeholder\":true,\"num\":0}]}}",
                Files.class,
                new byte[] {10},
                new byte[] {11},
                new byte[] {12});

        assertThat(files.first).containsExactly(12);
        assertThat(files.others).containsExactly(ByteBuffer.wrap(new byte[] {11}));
        assertThat(((Map<?, ?>) files.any).get("deep"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(new byte[] {10});
    }

    @Test
    void textOfAPlaceholderInAStringOrWithoutAttachmentsIsData() {
        String text = "{\"_placeholder\":true,\"num\":0}";
        assertThat(read("\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"", Object.class, new byte[] {1}))
                .isEqualTo(text);
        assertThat(read(text, Object.class)).hasToString("{_placeholder=true, num=0}");
    }

    @Test
    void objectWhereBytesAreExpectedIsAnError() {
        assertThatThrownBy(() -> read("{\"a\":1}", byte[].class)).hasMessage("an object (expected: bytes)");
        assertThat((byte[]) read("\"AQI=\"", byte[].class)).containsExactly(1, 2);
    }

    @Test
    void bytesAreWrittenDepthFirstWhereverTheyAre() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", ByteBuffer.wrap(new byte[] {0, 2, 0}, 1, 1));
        map.put("f", new Files(new byte[] {3}, List.of(ByteBuffer.wrap(new byte[] {4})), null));
        Bean bean = new Bean();
        bean.bytes = new byte[] {5};

        EncodedArguments encoded = binding.event("e", new Object[] {new byte[] {1}, map, List.of(bean), "x"});

        assertThat(encoded.json())
                .isEqualTo("[\"e\",{\"_placeholder\":true,\"num\":0},{\"b\":{\"_placeholder\":true,\"num\":1},"
                        + "\"f\":{\"first\":{\"_placeholder\":true,\"num\":2},"
                        + "\"others\":[{\"_placeholder\":true,\"num\":3}],\"any\":null}},"
                        + "[{\"bytes\":{\"_placeholder\":true,\"num\":4},\"text\":\"\"}],\"x\"]");
        assertThat(encoded.attachments())
                .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {4}, new byte[] {5});
    }

    // ---- writing

    @Test
    void valuesAreWrittenAsJavaScriptWouldWriteThem() {
        assertThat(written("s\u2028\u0001", 'c', 1, 2L, 1.5, true, null, Optional.empty(), Optional.of("o")))
                .isEqualTo("[\"s\u2028\\u0001\",\"c\",1,2,1.5,true,null,null,\"o\"]");
        assertThat(written(Double.NaN, Float.NEGATIVE_INFINITY, List.of(Double.POSITIVE_INFINITY)))
                .isEqualTo("[null,null,[null]]");
        assertThat(written(new BigDecimal("1E+400"), new BigInteger("12345678901234567890")))
                .isEqualTo("[1E+400,12345678901234567890]");
        assertThat(written(new int[] {1, 2}, new String[] {"a", null}, new Object[0]))
                .isEqualTo("[[1,2],[\"a\",null],[]]");
        assertThat(written(JsonValue.TRUE, JsonValue.EMPTY_JSON_OBJECT)).isEqualTo("[true,{}]");
        assertThat(written(DayOfWeek.MONDAY, Instant.EPOCH)).isEqualTo("[\"MONDAY\",\"1970-01-01T00:00:00Z\"]");
    }

    record Answer(Object data, int count, Optional<String> note) {}

    @Test
    void recordIsWrittenWithAllItsComponentsInOrder() {
        assertThat(written(new Answer(null, 1, Optional.empty())))
                .isEqualTo("[{\"data\":null,\"count\":1,\"note\":null}]");
        assertThat(written(new Answer(Double.NaN, 1, Optional.of("n"))))
                .isEqualTo("[{\"data\":null,\"count\":1,\"note\":\"n\"}]");
    }

    @Test
    void stringThatLooksLikeAPlaceholderStaysAString() {
        EncodedArguments encoded =
                binding.event("e", new Object[] {"{\"_placeholder\":true,\"num\":0}", new byte[] {7}});

        assertThat(encoded.json())
                .isEqualTo("[\"e\",\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void cycleIsAnError() {
        Object[] cycle = new Object[1];
        cycle[0] = cycle;

        assertThatThrownBy(() -> written((Object) cycle)).isInstanceOf(IllegalArgumentException.class);
    }

    public static class Broken {
        public String getName() {
            throw new IllegalStateException("broken");
        }
    }

    record BrokenRecord(String name) {
        @Override
        public String name() {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void valueThatCannotBeWrittenIsAnError() {
        assertThatThrownBy(() -> written(new Broken()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Broken cannot be written as JSON");
        assertThatThrownBy(() -> written(new BrokenRecord("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> binding.alone(new byte[1])).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- raw JSON

    record Wrapped(RawJson payload, int count) {}

    @Test
    void rawJsonIsWrittenAsItIs() {
        assertThat(written(new RawJson(" {\"a\" : 1.0, \"b\":[-0,1e2]}\n"), new RawJson("null")))
                .isEqualTo("[{\"a\" : 1.0, \"b\":[-0,1e2]},null]");
    }

    @Test
    void rawJsonMayBeWithinOthers() {
        assertThat(written(
                        Map.of("a", new RawJson("[1]")), List.of(new RawJson("2")), new Wrapped(new RawJson("{}"), 3)))
                .isEqualTo("[{\"a\":[1]},[2],{\"payload\":{},\"count\":3}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1,2", "1]", "{\"a\":}", "[1", "01", "'a'", "NaN", "\"\t\"", "{} {}"})
    void whatIsNotOneJsonTextIsRefused(String text) {
        assertThatThrownBy(() -> written(new RawJson(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("raw JSON: invalid payload: ");
    }

    @Test
    void deepRawJsonIsRefused() {
        assertThatThrownBy(() -> written(new RawJson("[".repeat(5000) + "]".repeat(5000))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void rawPlaceholderIsDataWithoutAttachments() {
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        EncodedArguments encoded = binding.event("e", new Object[] {new RawJson(placeholder)});

        assertThat(encoded.attachments()).isEmpty();
        assertThat(encoded.json()).isEqualTo("[\"e\"," + placeholder + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":0}",
                "[{\"x\":{\"\\u005fplaceholder\":true,\"num\":0}}]",
                "{\"_placeholder\":true,\"num\":7}"
            })
    void rawPlaceholderBesideBytesIsRefused(String placeholder) {
        assertThatThrownBy(() -> written(new byte[] {1}, new RawJson(placeholder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("_placeholder");
    }

    @Test
    void rawJsonBesideBytesIsWritten() {
        EncodedArguments encoded =
                binding.event("e", new Object[] {new byte[] {1}, new RawJson("{\"_placeholder\":1}")});

        assertThat(encoded.attachments()).hasSize(1);
        assertThat(encoded.json()).isEqualTo("[\"e\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":1}]");
    }
}
