package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentCodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | GZIP",
                "deflate | DEFLATE",
                "deflate, gzip | DEFLATE",
                "gzip, deflate, br | GZIP",
                "gzip;q=0.5, deflate;q=0.8 | DEFLATE",
                "gzip;q=0 | IDENTITY",
                "gzip;q=0, deflate | DEFLATE",
                "gzip;q=nonsense | IDENTITY",
                "GZIP | GZIP",
                "br | IDENTITY",
                "identity | IDENTITY",
                "'' | IDENTITY",
                ",;,q=1 | IDENTITY"
            })
    void clientsOrderAndQualityDecide(String accept, ContentCoding expected) {
        assertThat(ContentCoding.accepted(accept)).isEqualTo(expected);
    }

    @Test
    void higherLevelIsMoreThorough() throws IOException {
        byte[] body = IntStream.range(0, 2000)
                .mapToObj(i -> "{\"user\":" + i * 7919 % 997 + ",\"text\":\"hello " + i * 31 % 101 + "\"}")
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.US_ASCII);

        for (int level : new int[] {1, 9}) {
            assertThat(new GZIPInputStream(new ByteArrayInputStream(ContentCoding.GZIP.encode(body, level))))
                    .hasBinaryContent(body);
            assertThat(new InflaterInputStream(new ByteArrayInputStream(ContentCoding.DEFLATE.encode(body, level))))
                    .hasBinaryContent(body);
        }
        assertThat(ContentCoding.GZIP.encode(body, 9).length).isLessThan(ContentCoding.GZIP.encode(body, 1).length);
        assertThat(ContentCoding.DEFLATE.encode(body, 9).length)
                .isLessThan(ContentCoding.DEFLATE.encode(body, 1).length);
        assertThat(ContentCoding.IDENTITY.encode(body, 9)).isEqualTo(body);
    }
}
