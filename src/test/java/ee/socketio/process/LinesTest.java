package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LinesTest {
    private record Part(String text, boolean last) {}

    private static List<Part> parts(byte[] output, int atOnce) throws IOException {
        List<Part> parts = new ArrayList<>();
        InputStream slow = new ByteArrayInputStream(output) {
            @Override
            public synchronized int read(byte[] buffer, int start, int length) {
                return super.read(buffer, start, Math.min(length, atOnce));
            }
        };
        Lines.read(slow, 8192, (text, last) -> parts.add(new Part(text, last)));
        return parts;
    }

    private static List<String> lines(String output) throws IOException {
        return parts(output.getBytes(StandardCharsets.UTF_8), 3).stream()
                .map(Part::text)
                .toList();
    }

    @Test
    void eitherEndOfALineIsRemoved() throws IOException {
        assertThat(lines("a\nb\r\n\n\r\n c \n")).containsExactly("a", "b", "", "", " c ");
    }

    @Test
    void carriageReturnWithinALineStays() throws IOException {
        assertThat(lines("a\rb\r\r\n")).containsExactly("a\rb\r");
    }

    @Test
    void whatFollowsTheLastLineIsDropped() throws IOException {
        assertThat(lines("a\nb")).containsExactly("a");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() throws IOException {
        assertThat(parts(new byte[] {'a', (byte) 0xFF, 'b', '\n'}, 10)).containsExactly(new Part("a\uFFFDb", true));
    }

    @Test
    void longLineComesInPartsThatCutNoCharacter() throws IOException {
        String line = "x" + "€😀".repeat(5000);
        List<Part> parts = parts((line + "\r\nnext\n").getBytes(StandardCharsets.UTF_8), 1000);

        assertThat(parts).hasSizeGreaterThan(3);
        assertThat(parts.subList(0, parts.size() - 1).stream().map(Part::text).collect(Collectors.joining()))
                .isEqualTo(line);
        assertThat(parts.subList(0, parts.size() - 2)).noneMatch(Part::last);
        assertThat(parts.get(parts.size() - 2).last()).isTrue();
        assertThat(parts.get(parts.size() - 1)).isEqualTo(new Part("next", true));
    }
}
