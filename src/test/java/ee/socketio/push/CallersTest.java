package ee.socketio.push;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom the server's own security lets in; the rest is tried over real connections. */
final class CallersTest {
    private static final Callers CALLERS = new Callers(new PushOptions(
            List.of(PushToken.parse("0123456789abcdef:/a")),
            "127.0.0.1"::equals,
            request -> Optional.of("127.0.0.1"),
            1,
            1,
            1,
            Duration.ofSeconds(1)));

    private static Optional<Caller> identify(String user, String role, Map<String, String> headers) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                CallersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getUserPrincipal" -> user == null ? null : (Principal) () -> user;
                    case "isUserInRole" -> args[0].equals(role);
                    case "getHeader" -> headers.get((String) args[0]);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
        return CALLERS.identify(request);
    }

    @Test
    void userInTheRoleMayUseAllNamespaces() {
        Caller caller = identify("mary\n", "push", Map.of()).orElseThrow();

        assertThat(caller.name()).isEqualTo("user \"mary\\n\"");
        assertThat(caller.namespaces().test("/anything")).isTrue();
    }

    @Test
    void userWithoutTheRoleIsAStranger() {
        assertThat(identify("mary", "admin", Map.of("Host", "127.0.0.1"))).isEmpty();
        assertThat(identify(null, "push", Map.of("Host", "127.0.0.1"))).isEmpty();
    }

    @Test
    void userWithoutTheRoleMayHaveAToken() {
        Caller caller = identify("mary", "admin", Map.of("Authorization", "bearer 0123456789abcdef"))
                .orElseThrow();

        assertThat(caller.name()).startsWith("token ");
        assertThat(caller.namespaces().test("/a")).isTrue();
        assertThat(caller.namespaces().test("/b")).isFalse();
    }
}
