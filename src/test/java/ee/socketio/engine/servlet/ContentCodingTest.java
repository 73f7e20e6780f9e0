package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

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
}
