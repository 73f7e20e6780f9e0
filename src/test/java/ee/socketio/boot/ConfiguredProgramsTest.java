package ee.socketio.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.config.ProcessSettings;
import ee.socketio.config.Settings;
import ee.socketio.config.SettingsException;
import ee.socketio.config.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfiguredProgramsTest {
    private static Map<String, ProcessSettings> programs(Map<String, String> settings) {
        return Settings.read(List.of(Source.properties("file", settings))).process();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNameIsNoEventOfAProgram(String event) {
        assertThatThrownBy(() -> ConfiguredPrograms.checkNamespaces(programs(Map.of(
                        "socketio.process.clock.command", "date",
                        "socketio.process.clock.namespace", "/clock",
                        "socketio.process.clock.event", event))))
                .isInstanceOf(SettingsException.class)
                .hasMessage("socketio.process.clock.event: \"" + event
                        + "\" is reserved (expected: a name such as message)");
    }

    @Test
    void twoProgramsDoNotShareANamespace() {
        assertThatThrownBy(() -> ConfiguredPrograms.checkNamespaces(programs(Map.of(
                        "socketio.process.a.command", "date",
                        "socketio.process.a.namespace", "/lines",
                        "socketio.process.b.command", "cat",
                        "socketio.process.b.namespace", "/lines"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageMatching("socketio\\.process\\.[ab]\\.namespace: /lines is that of"
                        + " socketio\\.process\\.[ab] \\(expected: one of its own\\)");
    }

    @Test
    void programsWithoutANamespaceHaveNothingToShare() {
        assertThatCode(() -> ConfiguredPrograms.checkNamespaces(programs(Map.of(
                        "socketio.process.a.command", "date",
                        "socketio.process.a.event", "connect",
                        "socketio.process.b.command", "cat"))))
                .doesNotThrowAnyException();
    }
}
