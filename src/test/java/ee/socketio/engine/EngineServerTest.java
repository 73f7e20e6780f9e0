package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.QueryString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineServerTest {
    private final EngineFixture engine = new EngineFixture();

    /** In the order of the checks: each request breaks the rule named and those further down. */
    @ParameterizedTest
    @CsvSource({
        "POST, sid=none&EIO=3,                   UNKNOWN_TRANSPORT",
        "POST, sid=none&EIO=3&transport=POLLING, UNKNOWN_TRANSPORT",
        "POST, sid=none&EIO=3&transport=webtransport, UNKNOWN_TRANSPORT",
        "POST, sid=none&EIO=3&transport=polling, UNKNOWN_SID",
        "POST, EIO=3&transport=websocket,        BAD_HANDSHAKE_METHOD",
        "PUT,  sid=&EIO=4&transport=polling,     BAD_HANDSHAKE_METHOD",
        "GET,  EIO=3&transport=websocket,        BAD_REQUEST",
        "GET,  EIO=3&transport=polling,          UNSUPPORTED_PROTOCOL",
        "GET,  EIO=04&transport=polling,         UNSUPPORTED_PROTOCOL",
        "GET,  transport=polling,                UNSUPPORTED_PROTOCOL"
    })
    void firstBrokenRuleIsReported(String method, String query, ProtocolError expected) {
        EngineServer modern = server(EngineHooks.NONE, false);

        assertThat(refusal(modern, method, query, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=constructor", "transport=__proto__", "transport=", ""})
    void whatEveryJavaScriptObjectHasIsNoTransportAndNothingNeither(String query) {
        assertThat(refusal(engine.server, "GET", query + "&EIO=4", false)).isEqualTo(ProtocolError.UNKNOWN_TRANSPORT);
        assertThat(refusal(engine.server, "GET", query + "&EIO=4", true)).isEqualTo(ProtocolError.UNKNOWN_TRANSPORT);
        assertThat(refusal(engine.server, "GET", query, true)).isEqualTo(ProtocolError.UNKNOWN_TRANSPORT);
    }

    @Test
    void requestForWebSocketThatIsNoUpgradeLeavesTheSessionAlone() {
        EngineSession session = engine.open(FakeTransport.polling());
        String own = "EIO=4&sid=" + session.id();

        assertThat(refusal(engine.server, "GET", own + "&transport=websocket", false))
                .isEqualTo(ProtocolError.BAD_REQUEST);

        assertThat(engine.server.admit(request("GET", own + "&transport=polling"), false))
                .isEqualTo(new Admission.Existing(session));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void applicationIsAskedBehindAllChecksButThatOfTheRevision() {
        EngineHooks refusing = new EngineHooks() {
            @Override
            public Optional<String> refusal(EngineRequest opening) {
                return Optional.of("no");
            }
        };
        EngineServer modern = server(refusing, false);

        assertThat(refusal(modern, "POST", "EIO=3&transport=polling", false))
                .isEqualTo(ProtocolError.BAD_HANDSHAKE_METHOD);
        assertThat(refusal(modern, "GET", "EIO=3&transport=websocket", false)).isEqualTo(ProtocolError.BAD_REQUEST);
        assertThat(refusal(modern, "GET", "EIO=3&transport=polling", false)).isEqualTo(ProtocolError.FORBIDDEN);
    }

    @Test
    void upgradeMustAskForWebSocket() {
        assertThat(refusal(engine.server, "GET", "EIO=4&transport=polling", true))
                .isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @Test
    void sessionIsBoundToItsRevision() {
        EngineSession session = engine.open(FakeTransport.polling());

        assertThat(refusal(engine.server, "GET", "EIO=3&transport=polling&sid=" + session.id(), false))
                .isEqualTo(ProtocolError.BAD_REQUEST);
        assertThat(refusal(engine.server, "GET", "EIO=3&transport=websocket&sid=" + session.id(), true))
                .isEqualTo(ProtocolError.BAD_REQUEST);
        assertThat(engine.server.admit(request("GET", "EIO=4&transport=polling&sid=" + session.id()), false))
                .isEqualTo(new Admission.Existing(session));
    }

    @Test
    void sessionIsBoundToItsTransport() {
        EngineSession session = engine.open(FakeTransport.webSocket());

        assertThat(refusal(engine.server, "GET", "EIO=4&transport=polling&sid=" + session.id(), false))
                .isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"EIO=4, V4", "EIO=3, V3", "EIO=04, V3", "EIO=abc, V3", "x=y, V3", "EIO=3&EIO=4, V4"})
    void revisionIs4OnlyForExactlyThat(String query, EngineRevision expected) {
        Admission admission = engine.server.admit(request("GET", query + "&transport=polling"), false);

        assertThat(((Admission.Handshake) admission).revision()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a\u0000b", "http://a\nb", "http://a\u007fb", "http://\u0100"})
    void originWithIllegalCharacterIsABadRequest(String origin) {
        EngineRequest request = new EngineRequest(
                "GET",
                "",
                QueryString.parse("EIO=4&transport=polling"),
                Map.of("origin", List.of(origin)),
                "127.0.0.1",
                false,
                null);

        ProtocolException refusal =
                catchThrowableOfType(ProtocolException.class, () -> engine.server.admit(request, false));

        assertThat(refusal.error()).isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"EIO=4&transport=polling&sid=none, BAD_REQUEST", "EIO=4&transport=x, UNKNOWN_TRANSPORT"})
    void originIsCheckedBetweenTransportAndSession(String query, ProtocolError expected) {
        EngineRequest request = new EngineRequest(
                "GET", "", QueryString.parse(query), Map.of("origin", List.of("\u0000")), "127.0.0.1", false, null);

        assertThat(catchThrowableOfType(ProtocolException.class, () -> engine.server.admit(request, false))
                        .error())
                .isEqualTo(expected);
    }

    @Test
    void idsAreTwentyCharactersAndNeverRepeat() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(engine.server.newId());
        }

        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("[A-Za-z0-9_-]{20}"));
    }

    @Test
    void openPacketHasTheProtocolsKeysInOrder() {
        FakeTransport transport = FakeTransport.polling();

        engine.server.open(request("GET", ""), new Admission.Handshake(EngineRevision.V4, "abc"), transport);

        assertThat(transport.taken())
                .containsExactly("0{\"sid\":\"abc\",\"upgrades\":[\"websocket\"],\"pingInterval\":1000,"
                        + "\"pingTimeout\":1000,\"maxPayload\":1000000}");
        assertThat(engine.seen.events).containsExactly("opened");
    }

    @Test
    void webSocketHasNothingToUpgradeTo() {
        FakeTransport transport = FakeTransport.webSocket();

        engine.server.open(request("GET", ""), new Admission.Handshake(EngineRevision.V3, "abc"), transport);

        assertThat(transport.taken()).first().asString().contains("\"upgrades\":[]");
    }

    @Test
    void transportThatIsNotServedIsNeitherOfferedNorTaken() {
        FakeTransport transport = FakeTransport.polling();
        EngineServer server = server(EngineHooks.NONE, true, Set.of(TransportName.POLLING));

        server.open(request("GET", ""), new Admission.Handshake(EngineRevision.V4, "abc"), transport);

        assertThat(transport.taken()).first().asString().contains("\"upgrades\":[]");
        assertThat(refusal(server, "GET", "EIO=4&transport=websocket", true))
                .isEqualTo(ProtocolError.UNKNOWN_TRANSPORT);
    }

    @Test
    void applicationRefusesAHandshakeWithItsOwnSentence() {
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public Optional<String> refusal(EngineRequest opening) {
                        return Optional.of("nope");
                    }
                },
                true);

        ProtocolException refusal = catchThrowableOfType(
                ProtocolException.class, () -> server.admit(request("GET", "EIO=4&transport=polling"), false));

        assertThat(refusal).hasMessage("nope");
        assertThat(refusal.error()).isEqualTo(ProtocolError.FORBIDDEN);
    }

    @Test
    void applicationMayDecideLaterOverAHandshake() {
        CompletableFuture<Optional<String>> later = new CompletableFuture<>();
        Thread elsewhere = new Thread(() -> later.complete(Optional.of("not today")));
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public CompletionStage<Optional<String>> refusalLater(EngineRequest opening) {
                        elsewhere.start();
                        return later;
                    }
                },
                true);

        assertThat(catchThrowableOfType(
                        ProtocolException.class, () -> server.admit(request("GET", "EIO=4&transport=polling"), false)))
                .hasMessage("not today");
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void decisionThatFailsOrNeverComesIsARefusal(CompletionStage<Optional<String>> decision) {
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public CompletionStage<Optional<String>> refusalLater(EngineRequest opening) {
                        return decision;
                    }
                },
                true);

        assertThat(refusal(server, "GET", "EIO=4&transport=polling", false)).isEqualTo(ProtocolError.FORBIDDEN);
    }

    @Test
    void applicationThatFailsLetsNoOriginIn() {
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public boolean allowsOrigin(String origin, EngineRequest request) {
                        throw new IllegalStateException("provoked");
                    }
                },
                true);

        assertThat(server.allowsOrigin("http://a.example", request("GET", ""))).isFalse();
    }

    /** It comes in the same answer as the OPEN packet. */
    @Test
    void initialPacketFollowsTheOpenPacketInTheSameBurst() {
        EngineFixture greeting = new EngineFixture(EngineFixture.options(10_000, QueuePolicy.DISCONNECT, "welcome"));
        FakeTransport transport = FakeTransport.polling();

        greeting.server.open(request("GET", ""), new Admission.Handshake(EngineRevision.V4, "abc"), transport);

        assertThat(transport.taken())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("0{")
                .endsWith("} 4welcome");
    }

    @Test
    void applicationThatThrowsRefuses() {
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public Optional<String> refusal(EngineRequest opening) {
                        throw new IllegalStateException("provoked");
                    }
                },
                true);

        assertThat(refusal(server, "GET", "EIO=4&transport=polling", false)).isEqualTo(ProtocolError.FORBIDDEN);
    }

    @Test
    void applicationChoosesIds() {
        EngineServer server = server(withId("node1!x"), true);

        assertThat(server.admit(request("GET", "EIO=4&transport=polling"), false))
                .isEqualTo(new Admission.Handshake(EngineRevision.V4, "node1!x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a;b", "a b", "a\\b", "ä", "a\nb"})
    void idThatCannotTravelFailsTheHandshake(String id) {
        assertThat(refusal(server(withId(id), true), "GET", "EIO=4&transport=polling", false))
                .isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @Test
    void idThatCannotBeChosenFailsTheHandshakeOnBothTransports() {
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public Optional<String> sessionId(EngineRequest opening) {
                        throw new IllegalStateException("provoked");
                    }
                },
                true);

        assertThat(refusal(server, "GET", "EIO=4&transport=polling", false)).isEqualTo(ProtocolError.BAD_REQUEST);
        assertThat(refusal(server, "GET", "EIO=4&transport=websocket", true)).isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @Test
    void idMayBeChosenLater() {
        CompletableFuture<Optional<String>> later = new CompletableFuture<>();
        Thread elsewhere = new Thread(() -> later.complete(Optional.of("node1")));
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public CompletionStage<Optional<String>> sessionIdLater(EngineRequest opening) {
                        elsewhere.start();
                        return later;
                    }
                },
                true);

        assertThat(server.admit(request("GET", "EIO=4&transport=polling"), false))
                .isEqualTo(new Admission.Handshake(EngineRevision.V4, "node1"));
    }

    static List<CompletionStage<Optional<String>>> noAnswers() {
        return Arrays.asList(
                CompletableFuture.failedFuture(new IllegalStateException("provoked")),
                CompletableFuture.completedFuture(null),
                new CompletableFuture<>(),
                null);
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void idThatFailsOrNeverComesFailsTheHandshakeOnBothTransports(CompletionStage<Optional<String>> id) {
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public CompletionStage<Optional<String>> sessionIdLater(EngineRequest opening) {
                        return id;
                    }
                },
                true);

        assertThat(refusal(server, "GET", "EIO=4&transport=polling", false)).isEqualTo(ProtocolError.BAD_REQUEST);
        assertThat(refusal(server, "GET", "EIO=4&transport=websocket", true)).isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @Test
    void idIsNotUsedTwice() {
        EngineServer server = server(withId("same"), true);
        EngineRequest request = request("GET", "EIO=4&transport=polling");
        Admission.Handshake first = (Admission.Handshake) server.admit(request, false);
        Admission.Handshake second = (Admission.Handshake) server.admit(request, false);

        assertThat(server.open(request, first, FakeTransport.polling())).isNotNull();
        assertThat(server.open(request, second, FakeTransport.polling())).isNull();
        assertThat(refusal(server, "GET", "EIO=4&transport=polling", false)).isEqualTo(ProtocolError.BAD_REQUEST);
    }

    @Test
    void applicationIsToldOfWhatIsRefused() {
        List<String> told = new ArrayList<>();
        EngineServer server = server(
                new EngineHooks() {
                    @Override
                    public void refused(EngineRequest request, ProtocolException problem) {
                        told.add(problem.error().code() + " " + problem.getMessage());
                    }
                },
                true);

        refusal(server, "GET", "EIO=4&transport=carrier-pigeon", false);
        refusal(server, "DELETE", "EIO=4&transport=polling", false);

        assertThat(told).containsExactly("0 transport: \"carrier-pigeon\"", "2 method: DELETE");
    }

    private static EngineHooks withId(String id) {
        return new EngineHooks() {
            @Override
            public Optional<String> sessionId(EngineRequest opening) {
                return Optional.of(id);
            }
        };
    }

    private EngineServer server(EngineHooks hooks, boolean allowRevision3) {
        return server(hooks, allowRevision3, Set.of(TransportName.values()));
    }

    private EngineServer server(EngineHooks hooks, boolean allowRevision3, Set<TransportName> transports) {
        EngineOptions options = new EngineOptions(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                1000,
                1000,
                QueuePolicy.DISCONNECT,
                transports,
                true,
                allowRevision3,
                false,
                "",
                EngineOptions.SOME_WAITING);
        return new EngineServer(options, hooks, engine.sweeper, Runnable::run, session -> engine.seen);
    }

    private static ProtocolError refusal(EngineServer server, String method, String query, boolean upgrade) {
        return catchThrowableOfType(ProtocolException.class, () -> server.admit(request(method, query), upgrade))
                .error();
    }

    private static EngineRequest request(String method, String query) {
        return new EngineRequest(method, "", QueryString.parse(query), Map.of(), "127.0.0.1", false, null);
    }
}
