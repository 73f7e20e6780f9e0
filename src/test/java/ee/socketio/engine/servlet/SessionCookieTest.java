package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SessionCookieTest {
    @Test
    void defaultsAreTheOfficialServers() {
        SessionCookie cookie = new SessionCookie("io", "/", "", Duration.ZERO, true, false, false, "", "Lax");

        assertThat(cookie.header("abc")).isEqualTo("io=abc; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void everyAttributeIsWritten() {
        SessionCookie cookie =
                new SessionCookie("io", "/app", "example.com", Duration.ofHours(1), true, true, true, "High", "None");

        assertThat(cookie.header("abc"))
                .isEqualTo("io=abc; Max-Age=3600; Domain=example.com; Path=/app; HttpOnly; Secure; Partitioned;"
                        + " Priority=High; SameSite=None");
    }

    @Test
    void attributeThatIsEmptyOrOffIsLeftOut() {
        SessionCookie cookie = new SessionCookie("sid", "", "", Duration.ZERO, false, false, false, "", "Strict");

        assertThat(cookie.header("abc")).isEqualTo("sid=abc; SameSite=Strict");
    }
}
