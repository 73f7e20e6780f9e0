package ee.socketio.wire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UNKNOWN_TRANSPORT|400|{\"code\":0,\"message\":\"Transport unknown\"}",
                "UNKNOWN_SID|400|{\"code\":1,\"message\":\"Session ID unknown\"}",
                "BAD_HANDSHAKE_METHOD|400|{\"code\":2,\"message\":\"Bad handshake method\"}",
                "BAD_REQUEST|400|{\"code\":3,\"message\":\"Bad request\"}",
                "FORBIDDEN|403|{\"code\":4,\"message\":\"Forbidden\"}",
                "UNSUPPORTED_PROTOCOL|400|{\"code\":5,\"message\":\"Unsupported protocol version\"}",
            })
    void numberedErrorsHaveTheReferenceServersBody(ProtocolError error, int status, String body) {
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.body()).isEqualTo(body);
    }

    @Test
    void applicationsSentenceIsEscaped() {
        assertThat(ProtocolError.FORBIDDEN.body("no \"way\"\n"))
                .isEqualTo("{\"code\":4,\"message\":\"no \\\"way\\\"\\n\"}");
    }

    @ParameterizedTest
    @EnumSource(names = {"PARSE_ERROR", "PAYLOAD_TOO_LARGE", "INVALID_PACKET"})
    void errorsWithoutNumberHaveNoBody(ProtocolError error) {
        assertThat(error.code()).isEqualTo(ProtocolError.NO_CODE);
        assertThat(error.body()).isEmpty();
    }

    @Test
    void oversizeIsCloseCode1009AndStatus413() {
        assertThat(ProtocolError.PAYLOAD_TOO_LARGE.closeCode()).isEqualTo(1009);
        assertThat(ProtocolError.PAYLOAD_TOO_LARGE.status()).isEqualTo(413);
    }

    @Test
    void exceptionQuotesLittleAndHasNoStackTrace() {
        assertThat(ProtocolException.excerpt("a\nb")).isEqualTo("\"a\\nb\"");
        assertThat(ProtocolException.excerpt("x".repeat(1_000_000))).isEqualTo('"' + "x".repeat(32) + "\"…");
        assertThat(new ProtocolException(ProtocolError.PARSE_ERROR, "no").getStackTrace())
                .isEmpty();
    }
}
