package ee.socketio.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    @Test
    void defaultIsPort5000OnTheLoopback() throws UsageException {
        assertThat(parse()).isEqualTo(new Options("127.0.0.1", 5000, Optional.empty(), false, Map.of()));
    }

    @Test
    void valuesFollowAnEqualsSignOrABlank() throws UsageException {
        Options expected = new Options(
                "0.0.0.0", 80, Optional.empty(), false, Map.of("socketio.path", "/io", "socketio.cookie", ""));
        assertThat(parse("--port", "80", "--host", "0.0.0.0", "--socketio.path", "/io", "--socketio.cookie="))
                .isEqualTo(expected);
        assertThat(parse("--port=80", "--host=0.0.0.0", "--socketio.path=/io", "--socketio.cookie="))
                .isEqualTo(expected);
    }

    @Test
    void helpListsEverySetting() throws UsageException {
        assertThat(parse("--help").help()).isTrue();
        assertThat(Options.usage())
                .contains("--port N", "--host H", "--socketio.ping-interval  (25s)", "--socketio.demo  (true)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--cors-allowed-origins=* | --cors-allowed-origins: unknown option (did you mean --socketio.cors-allowed-origins?)",
                "--pingInterval=5 | --pingInterval: unknown option (did you mean --socketio.ping-interval?)",
                "--ping-interval 5 | --ping-interval: unknown option (did you mean --socketio.ping-interval?)",
                "--socketio.pingInterval=5 | --socketio.pingInterval: unknown option (did you mean --socketio.ping-interval?)",
                "--socketio.port=80 | --socketio.port: unknown option (did you mean --port?)",
                "--prot 80 | --prot: unknown option (did you mean --port?)",
                "-Dsocketio.demo=false | -Dsocketio.demo: unknown option (did you mean --socketio.demo?)",
                "--xyzzy | --xyzzy: unknown option (--help lists what there is)",
                "stray | stray: unexpected argument (--help lists what there is)",
                "--tls-key=/none | --tls-key: \"/none\" (expected: a file that can be read)",
                "--tls-key=pom.xml | --tls-key: without --tls-certificate (expected: both or none of them)",
                "--tls-certificate pom.xml | --tls-certificate: without --tls-key (expected: both or none of them)",
                "--tls-cert=pom.xml | --tls-cert: unknown option (did you mean --tls-key?)",
                "--port abc | --port: \"abc\" (expected: a number from 0 to 65535)",
                "--port=65536 | --port: \"65536\" (expected: a number from 0 to 65535)",
                "--port | --port: no value (expected: --port 5000)",
                "--port --help | --port: no value (expected: --port 5000)",
                "--socketio.ping-interval | --socketio.ping-interval: no value (expected: --socketio.ping-interval 25s)"
            })
    void wrongOptionIsNamedWithTheRightOne(String line, String message) {
        assertThatThrownBy(() -> parse(line.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    private static Options parse(String... args) throws UsageException {
        List<String> list = Arrays.asList(args);
        return Options.parse(list);
    }
}
