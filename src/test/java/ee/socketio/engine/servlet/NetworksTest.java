package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rest of the policy is seen from outside, in {@code OriginIT}. */
final class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "10.0.0.0/8, 10.255.3.4, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.12.0/22, 192.168.15.255, true",
        "192.168.12.0/22, 192.168.16.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1, [::1], true",
        "fe80::/10, fe80::1%eth0, true",
        "fd00::/8, fe00::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, localhost, false",
        "10.0.0.0/8, '', false"
    })
    void addressIsInNetwork(String network, String address, boolean expected) {
        assertThat(new Networks(List.of(network)).contain(address)).isEqualTo(expected);
    }

    @Test
    void noneContainsNothing() {
        assertThat(new Networks(List.of()).contain("127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fade.cafe", "10.0.0", "10.0.0.0/33", "::1/129", "256.0.0.1", "1::2::3"})
    void whatIsNoNetworkIsNamed(String text) {
        assertThatThrownBy(() -> new Networks(List.of(text))).hasMessageContaining(text + " (expected: an address");
    }
}
