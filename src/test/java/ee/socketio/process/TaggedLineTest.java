package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TaggedLineTest {
    @Test
    void lineBecomesAJsonString() {
        assertThat(TaggedLine.of("stderr", "a \"b\" \\ \t\r\u0001 <é😀>"))
                .isEqualTo("{\"stream\":\"stderr\",\"data\":\"a \\\"b\\\" \\\\ \\t\\r\\u0001 <é😀>\"}");
    }
}
