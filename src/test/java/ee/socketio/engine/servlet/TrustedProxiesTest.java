package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who says where a request came from, and who is believed. */
final class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = new TrustedProxies(List.of("10.0.0.0/8", "::1"));

    /** A request over plain HTTP for {@code node:8080}. */
    private static HttpServletRequest request(String peer, String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TrustedProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "getScheme" -> "http";
                    case "isSecure" -> false;
                    case "getHeader" ->
                        values((String) args[0], headers).findFirst().orElse(null);
                    case "getHeaders" ->
                        Collections.enumeration(
                                values((String) args[0], headers).toList());
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private static Stream<String> values(String name, String... headers) {
        return Stream.concat(Stream.of("Host: node:8080"), Stream.of(headers))
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, '198.51.100.7', 198.51.100.7",
        "::1, '2001:db8::7', 2001:db8::7",
        // what the client had put there itself
        "10.0.0.1, '127.0.0.1, 198.51.100.7', 198.51.100.7",
        // through two proxies
        "10.0.0.1, '198.51.100.7, 10.0.0.2', 198.51.100.7",
        "10.0.0.1, '127.0.0.1, 198.51.100.7,10.0.0.2', 198.51.100.7",
        // a client in the proxies' own network
        "10.0.0.1, '10.0.0.3', 10.0.0.3",
        // a proxy that says nothing
        "10.0.0.1, '', 10.0.0.1",
        "10.0.0.1, ' , ', 10.0.0.1",
        // nobody's proxy
        "198.51.100.9, '127.0.0.1', 198.51.100.9",
    })
    void addressIsTheLastThatIsNoTrustedProxys(String peer, String forwarded, String expected) {
        assertThat(PROXIES.address(request(peer, "X-Forwarded-For: " + forwarded)))
                .isEqualTo(expected);
    }

    @Test
    void addressesInSeveralHeadersAreOneList() {
        assertThat(PROXIES.address(
                        request("10.0.0.1", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: 198.51.100.7, 10.0.0.2")))
                .isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, https, true",
        "10.0.0.1, wss, true",
        "10.0.0.1, http, false",
        "10.0.0.1, 'http, https', true",
        "10.0.0.1, '', false",
        "198.51.100.9, https, false"
    })
    void tlsIsWhatATrustedProxySays(String peer, String forwarded, boolean expected) {
        assertThat(PROXIES.secure(request(peer, "X-Forwarded-Proto: " + forwarded)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, shop.example, https://shop.example",
        "10.0.0.1, 'evil.example, shop.example:8443', https://shop.example:8443",
        "198.51.100.9, shop.example, http://node:8080"
    })
    void siteIsWhatATrustedProxySays(String peer, String host, String expected) {
        assertThat(PROXIES.site(request(peer, "X-Forwarded-Proto: https", "X-Forwarded-Host: " + host)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.9, X-Real-IP: 127.0.0.1, ",
        "198.51.100.9, Via: 1.1 somebody, ",
        "198.51.100.9, User-Agent: curl, 198.51.100.9",
        "10.0.0.1, User-Agent: curl, ",
        "10.0.0.1, X-Forwarded-For: 198.51.100.7, 198.51.100.7"
    })
    void originIsUnknownWhereNobodyWhoIsTrustedTells(String peer, String header, String expected) {
        assertThat(PROXIES.origin(request(peer, header)).orElse(null)).isEqualTo(expected);
    }
}
