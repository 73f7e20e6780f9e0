package ee.socketio.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.config.Settings.TransportName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @Test
    void defaultsAreTheProtocols() {
        Settings settings = Settings.read(List.of());
        assertThat(settings.path()).isEqualTo("/socket.io");
        assertThat(settings.pingInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.pingTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.maxHttpBufferSize()).isEqualTo(1_000_000);
        assertThat(settings.upgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.maxAttachments()).isEqualTo(10);
        assertThat(settings.compressionThreshold()).isEqualTo(1024);
        assertThat(settings.connectionStateRecovery()).isFalse();
        assertThat(settings.recoveryMaxDisconnectionDuration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.recoverySkipMiddlewares()).isTrue();
        assertThat(settings.addTrailingSlash()).isTrue();
        assertThat(settings.allowUpgrades()).isTrue();
        assertThat(settings.perMessageDeflate()).isFalse();
        assertThat(settings.transports()).containsExactly(TransportName.POLLING, TransportName.WEBSOCKET);
        assertThat(settings.corsAllowedOrigins()).isEmpty();
        assertThat(settings.corsAllowedOriginPattern()).isEmpty();
        assertThat(settings.corsMethods()).containsExactly("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");
        assertThat(settings.corsOptionsSuccessStatus()).isEqualTo(204);
        assertThat(settings.cookie()).isEmpty();
        assertThat(settings.asyncMode()).isEqualTo(AsyncMode.AUTO);
        assertThat(settings.parser()).isEqualTo(Settings.Parser.JSON);
    }

    @Test
    void keysAreComponentNamesInKebabCase() {
        assertThat(Settings.keys())
                .extracting(Settings.Key::name)
                .contains("socketio.path", "socketio.allow-eio3", "socketio.max-http-buffer-size")
                .allMatch(name -> name.matches("socketio(\\.[a-z0-9]+(-[a-z0-9]+)*)+"));
    }

    @Test
    void lastSourceWins() {
        Settings settings = Settings.read(List.of(
                Source.properties("file", Map.of("socketio.ping-interval", "1s", "socketio.ping-timeout", "2s")),
                Source.environment(Map.of("SOCKETIO_PING_INTERVAL", "3s", "HOME", "/")),
                Source.properties("system", Map.of("java.version", "17"))));
        assertThat(settings.pingInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.pingTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"25s, 25000", "500ms, 500", "300, 300", "2m, 120000", "1h, 3600000", "' 5 s ', 5000"})
    void durationsHaveUnitsOrAreMilliseconds(String text, long milliseconds) {
        assertThat(read("socketio.ping-interval", text).pingInterval()).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void listsAreSeparatedByCommas() {
        assertThat(read("socketio.cors-allowed-origins", "https://a.example, http://b.example:81,")
                        .corsAllowedOrigins())
                .containsExactly("https://a.example", "http://b.example:81");
        assertThat(read("socketio.transports", "WebSocket").transports()).containsExactly(TransportName.WEBSOCKET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ping-interval | abc | a duration such as 25s, 500ms, or milliseconds",
                "ping-interval | 0 | a duration such as 25s, 500ms, or milliseconds",
                "ping-interval | -1s | a duration such as 25s, 500ms, or milliseconds",
                "allow-eio3 | yes | true or false",
                "max-http-buffer-size | 1MB | a number, at least 1",
                "max-http-buffer-size | 99999999999 | a number, at least 1",
                "max-http-buffer-size | 99999999999999999999 | a number, at least 1",
                "pool-size | 0 | a number from 1 to 10000",
                "cors-max-age | -1s | a duration such as 25s, 500ms, or milliseconds",
                "cors-options-success-status | 404 | a number from 200 to 299",
                "cors-methods | GET POST | methods such as GET,POST",
                "cors-allowed-headers | X-Key: | names of headers such as Authorization,X-Token",
                "cors-exposed-headers | (X) | names of headers such as X-Node,X-Version",
                "cors-allowed-origin-pattern | https://(a | a regular expression such as"
                        + " https://[a-z]+\\.example\\.com, or nothing for none",
                "cookie-priority | highest | one of low, medium, high",
                "compression-level | 10 | a number from 1 to 9",
                "path | socket.io | a path such as /socket.io",
                "path | /socket.io/ | a path such as /socket.io",
                "transports | pigeon | one or more of polling, websocket, separated by commas",
                "transports | '' | one or more of polling, websocket, separated by commas",
                "async-mode | fast | one of auto, virtual, managed, pool, direct",
                "cors-allowed-origins | c.example | *, or origins such as https://www.example.com without a path",
                "cors-allowed-origins | http://c.example/ | *, or origins such as https://www.example.com without a path"
            })
    void badValueIsNamedWithWhatWasExpected(String key, String value, String expected) {
        assertThatThrownBy(() -> read("socketio." + key, value))
                .isInstanceOf(SettingsException.class)
                .hasMessage("socketio." + key + ": \"" + value + "\" (expected: " + expected + "), found in test");
    }

    @Test
    void unknownKeyIsNamedWithTheNearest() {
        assertThatThrownBy(() -> read("socketio.pingInterval", "1s"))
                .hasMessage("socketio.pingInterval: unknown setting, found in test"
                        + " (did you mean socketio.ping-interval?)");
    }

    @Test
    void unknownVariableIsAnsweredInTheSpellingOfTheEnvironment() {
        assertThatThrownBy(() -> Settings.read(List.of(Source.environment(Map.of("SOCKETIO_PING_INTERVALL", "1")))))
                .hasMessage("SOCKETIO_PING_INTERVALL: unknown setting, found in the environment"
                        + " (did you mean SOCKETIO_PING_INTERVAL?)");
    }

    @Test
    void variablesThatKubernetesSetsForAServiceAreNotOurs() {
        Map<String, String> pod = Map.of(
                "SOCKETIO_SERVICE_HOST", "10.0.0.1",
                "SOCKETIO_SERVICE_PORT", "80",
                "SOCKETIO_SERVICE_PORT_HTTP", "80",
                "SOCKETIO_PORT", "tcp://10.0.0.1:80",
                "SOCKETIO_PORT_80_TCP_ADDR", "10.0.0.1");
        assertThat(Settings.read(List.of(Source.environment(pod)))).isEqualTo(Settings.read(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cors_allowed_origins", "corsAllowedOrigins", "socket.io.cors-allowed-origins"})
    void applicationsOwnKeyWithoutThePrefixIsInTheWrongPlace(String key) {
        assertThatThrownBy(() -> Settings.read(List.of(Source.application("web.xml", Map.of(key, "*")))))
                .hasMessage(key + ": unknown setting, found in web.xml (did you mean socketio.cors-allowed-origins?)");
    }

    @Test
    void otherPeoplesKeysAreLeftAlone() {
        Map<String, String> others = Map.of("path", "x", "ping", "x", "org.example.ping-interval", "x");
        assertThat(Settings.read(List.of(Source.application("web.xml", others))))
                .isNotNull();
        assertThat(Settings.read(List.of(Source.properties("system", Map.of("ping-interval", "x")))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"threading", "eventlet", "gevent", "gevent_uwsgi"})
    void namesOfPythonsAsyncModesMeanAutoWithARemark(String mode) {
        List<String> remarks = new ArrayList<>();
        Source source = Source.properties("test", Map.of("socketio.async-mode", mode));
        assertThat(Settings.read(List.of(source), remarks::add).asyncMode()).isEqualTo(AsyncMode.AUTO);
        assertThat(remarks).containsExactly("socketio.async-mode: \"" + mode + "\" is taken for auto");
    }

    @Test
    void programsAreReadByName() {
        Settings settings = Settings.read(List.of(
                Source.properties(
                        "file",
                        Map.of(
                                "socketio.process.clock.command", "date",
                                "socketio.process.clock.max-forks", "3",
                                "socketio.process.echo.command", "cat")),
                Source.environment(Map.of("SOCKETIO_PROCESS_CLOCK_MAX_FORKS", "4"))));
        assertThat(settings.process()).containsOnlyKeys("clock", "echo");
        assertThat(settings.process().get("clock").command()).isEqualTo("date");
        assertThat(settings.process().get("clock").maxForks()).isEqualTo(4);
        assertThat(settings.process().get("echo").restart()).isEqualTo(ProcessSettings.Restart.ON_FAILURE);
        assertThat(Settings.read(List.of()).process()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "socketio.process.clock.comand | x | socketio.process.clock.comand: unknown setting, found in file"
                        + " (did you mean socketio.process.clock.command?)",
                "socketio.process.clock.maxForks | 1 | socketio.process.clock.maxForks: unknown setting, found in file"
                        + " (did you mean socketio.process.clock.max-forks?)",
                "socketio.process.command | x | socketio.process.command: unknown setting, found in file"
                        + " (did you mean socketio.process.<name>.command?)",
                "socketio.process.clock.max-forks | 0 | socketio.process.clock.max-forks: \"0\" (expected: a number, at"
                        + " least 1), found in file",
                "socketio.process.clock.restart | soon | socketio.process.clock.restart: \"soon\" (expected: one of"
                        + " never, on-failure, always), found in file"
            })
    void wrongSettingOfAProgramIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> Settings.read(List.of(Source.properties("file", Map.of(key, value)))))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    private static Settings read(String key, String value) {
        return Settings.read(List.of(Source.properties("test", Map.of(key, value))));
    }

    @Test
    void recordsOfSettingsHaveAKeyOfTheirOwn() {
        assertThat(Settings.keys())
                .extracting(Settings.Key::name)
                .contains("socketio.push.tokens", "socketio.push.cors-allowed-origins");
        assertThat(read("socketio.push.max-batch", "7").push().maxBatch()).isEqualTo(7);
        assertThat(Settings.read(List.of(Source.environment(Map.of("SOCKETIO_PUSH_CALLS_PER_MINUTE", "8"))))
                        .push()
                        .callsPerMinute())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio.push-tokens", "socketio.push.token", "socketio.pushTokens"})
    void misspeltKeyOfARecordIsRefusedWithTheRightOne(String key) {
        assertThatThrownBy(() -> read(key, "0123456789abcdef"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean socketio.push.tokens?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tooshort", "0123456789abcdef:dcenter", "0123456789abcde!", "0123456789abcdef:/a b"})
    void badSecretIsNotRepeated(String token) {
        assertThatThrownBy(() -> read("socketio.push.tokens", token))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("socketio.push.tokens: ")
                .hasMessageContaining("expected: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(token));
    }
}
