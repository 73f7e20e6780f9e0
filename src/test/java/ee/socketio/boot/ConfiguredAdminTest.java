package ee.socketio.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.config.Settings;
import ee.socketio.config.SettingsException;
import ee.socketio.config.Source;
import ee.socketio.testkit.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConfiguredAdminTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private boolean opens(Map<String, String> settings) {
        Map<String, String> spelt = new HashMap<>();
        settings.forEach((name, value) -> spelt.put("SOCKETIO_ADMIN_" + name, value));
        return ConfiguredAdmin.open(
                        server.server,
                        Settings.read(List.of(Source.environment(spelt))).admin(),
                        server.clock.sweeper())
                .isPresent();
    }

    @Test
    void thereIsNoneUnlessAsked() {
        assertThat(opens(Map.of())).isFalse();
        assertThat(server.server.find("/admin")).isEmpty();
    }

    @Test
    void passwordIsNeeded() {
        assertThatThrownBy(() -> opens(Map.of("MODE", "production", "USERNAME", "admin")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("socketio.admin.password: missing (expected: a bcrypt hash, as htpasswd -nB prints it; or"
                        + " socketio.admin.auth=false to let in everybody)");
    }

    @Test
    void passwordInClearIsNoneAndNotRepeated() {
        assertThatThrownBy(() -> opens(Map.of("MODE", "production", "USERNAME", "admin", "PASSWORD", "changeit")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("bcrypt hash")
                .hasMessageNotContaining("changeit");
    }

    @Test
    void withoutPasswordOnlyWhenSaidSo() {
        assertThat(opens(Map.of("MODE", "development", "AUTH", "false", "NAMESPACE", "/ops")))
                .isTrue();
        assertThat(server.server.find("/ops")).isPresent();
    }

    @Test
    void namespaceOfTheApplicationIsNotTaken() {
        server.server.of("/chat");

        assertThatThrownBy(() -> opens(Map.of("MODE", "production", "AUTH", "false", "NAMESPACE", "/chat")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("socketio.admin.namespace: /chat is the application's (expected: one of its own)");
    }
}
