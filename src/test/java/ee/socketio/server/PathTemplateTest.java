package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTemplateTest {

    @Test
    void variablesTakeOneSegmentEach() {
        PathTemplate template = PathTemplate.parse("/chat/{city}/rooms/{room}");

        assertThat(template.match("/chat/Bern/rooms/7").orElseThrow().toString())
                .isEqualTo("{city=Bern, room=7}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/chat/", "/chat/a/b", "/chat//", "/Chat/a", "/", "", "/chat/a/", "x/chat/a"})
    void everythingElseIsComparedVerbatim(String name) {
        assertThat(PathTemplate.parse("/chat/{room}").match(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/chat/a%20b, a b",
        "/chat/a%2Fb, a/b",
        "/chat/%C3%BC%f0%9f%98%80, ü😀",
        "/chat/ü😀, ü😀",
        "/chat/a+b, a+b",
        "/chat/%25, %",
        "/chat/a?b=c, a?b=c",
    })
    void valuesAreDecodedAfterTheNameWasSplit(String name, String value) {
        assertThat(PathTemplate.parse("/chat/{room}").match(name).orElseThrow()).containsEntry("room", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/chat/%", "/chat/%2", "/chat/%zz", "/chat/%ff", "/chat/%c3a", "/chat/\ud800%20", "/chat/%٣٣"})
    void malformedEscapesFitNothing(String name) {
        assertThat(PathTemplate.parse("/chat/{room}").match(name)).isEmpty();
    }

    @Test
    void literalGoesBeforeVariableFromTheLeft() {
        assertThat(Stream.of("/{a}/{b}", "/{a}/b", "/a/{b}")
                        .map(PathTemplate::parse)
                        .sorted(PathTemplate.MOST_SPECIFIC_FIRST))
                .containsExactly(
                        PathTemplate.parse("/a/{b}"), PathTemplate.parse("/{a}/b"), PathTemplate.parse("/{a}/{b}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat-{room}", "/{}", "/{a", "/a}", "/{a b}", "/{{a}}", "/{1}", "/{a}{b}"})
    void variableIsAWholeSegmentWithAName(String name) {
        assertThatThrownBy(() -> PathTemplate.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + ": \"" + name.substring(1)
                        + "\" (expected: variables that are whole segments, such as {room})");
    }

    @Test
    void variableOccursOnce() {
        assertThatThrownBy(() -> PathTemplate.parse("/{a}/{a}")).hasMessage("/{a}/{a}: {a} (expected: once)");
    }
}
