package ee.socketio.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NearestTest {
    private static final List<String> KEYS = List.of(
            "socketio.ping-interval", "socketio.ping-timeout", "socketio.path", "socketio.cors-allowed-origins");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socketio.pingInterval",
                "pingInterval",
                "SOCKETIO_PING_INTERVAL",
                "SOCKETIO_PINGINTERVAL",
                "--ping-interval",
                "-Dsocketio.ping-interval",
                "socket.io.ping_interval",
                "socketio.pign-intervall"
            })
    void otherSpellingsAreNear(String given) {
        assertThat(Nearest.of(given, KEYS, Function.identity())).contains("socketio.ping-interval");
    }

    @Test
    void nothingIsNearToSomethingElse() {
        assertThat(Nearest.of("--xyzzy", KEYS, Function.identity())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"prot, port, 1", "port, port, 0", "pot, port, 1", "port, host, 2", "'', abc, 3", "kitten, sitting, 3"})
    void distanceCountsChangesAndSwaps(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }
}
