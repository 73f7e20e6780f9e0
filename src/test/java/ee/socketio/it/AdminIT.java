package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official admin page, and its protocol with the real client. */
final class AdminIT {
    /** Of {@code changeit}. */
    private static final String PASSWORD =
            "--socketio.admin.password=$2a$10$9qK3G9hEL6Q9b1e3esEhYuwlmjJDF/xyBiJ8a6NZG..lzOtsb/mq6";

    private static ServerProcess development;
    private static ServerProcess readonly;

    @BeforeAll
    static void start() {
        development = started("development", false);
        readonly = started("production", true);
    }

    private static ServerProcess started(String mode, boolean isReadonly) {
        return ServerProcess.executableWar(
                Wars.file(),
                "--socketio.admin.mode=" + mode,
                "--socketio.admin.username=admin",
                PASSWORD,
                "--socketio.admin.server-id=one",
                "--socketio.admin.readonly=" + isReadonly);
    }

    @AfterAll
    static void stop() {
        development.close();
        readonly.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "upgrade"})
    void operatorSeesASocketFromItsBeginningToItsEnd(String transport) {
        JsonObject seen = NodeClient.of(development.base())
                .client("4")
                .transport(transport)
                .run("admin");

        assertThat(seen.getString("refusal")).isEqualTo("invalid credentials");
        assertThat(seen.get("first")).hasToString("[\"session\",\"config\",\"all_sockets\"]");
        assertThat(seen.getBoolean("letInBySession")).isTrue();
        assertThat(seen.get("told"))
                .hasToString("[\"room_joined\",\"socket_connected\",\"room_joined red\",\"event_received\","
                        + "\"event_sent\",\"socket_disconnected server namespace disconnect\",\"room_left\","
                        + "\"room_left red\"]");
        assertThat(seen.get("disconnects")).hasToString("[\"io server disconnect\"]");
        assertThat(seen.getString("serverId")).isEqualTo("one");
        assertThat(seen.getInt("bytesOut")).isPositive();
    }

    @Test
    void readonlyRefusesCommands() {
        JsonObject seen = NodeClient.of(readonly.base())
                .client("4")
                .transport("websocket")
                .run("admin-readonly");

        assertThat(seen.get("features")).hasToString("[\"AGGREGATED_EVENTS\"]");
        assertThat(seen.get("answer")).hasToString("[{\"error\":\"the page may change nothing\"}]");
        assertThat(seen.getBoolean("stillConnected")).isTrue();
    }

    @Test
    void officialPageWorks() {
        JsonObject seen = NodeClient.of(development.base()).node("admin-page.mjs");

        assertThat(seen.getString("refusal")).isEqualTo("Invalid credentials");
        assertThat(seen.getString("server")).contains("one", "HEALTHY");
        assertThat(seen.getBoolean("asksAgain")).isFalse();
        assertThat(seen.getString("socket")).contains("/dcenter", "WebSocket", "\nred\t");
        assertThat(seen.get("disconnects")).hasToString("[\"io server disconnect\"]");
        assertThat(seen.getJsonArray("errors")).isEmpty();
    }
}
