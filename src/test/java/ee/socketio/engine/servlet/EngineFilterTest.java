package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no container; the rest is tried over real connections. */
final class EngineFilterTest {
    private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
    private static final String PREFLIGHT = "OPTIONS " + HANDSHAKE;
    private static final PollingOptions PLAIN = new PollingOptions(true, 1024, 6, null);

    private final List<String> refused = new ArrayList<>();
    private final List<EngineSession> sessions = new ArrayList<>();

    /** Everything is allowed, and nothing happens for a long time. */
    static EngineOptions options(String initialPacket) {
        return new EngineOptions(
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1_000_000,
                1_000_000,
                QueuePolicy.DISCONNECT,
                Set.of(TransportName.values()),
                true,
                true,
                false,
                initialPacket,
                EngineOptions.SOME_WAITING);
    }

    private EngineFilter filter(PollingOptions polling, boolean servesClient, Filter... middlewares) {
        return filter(CorsOptions.of(Set.of("http://a.example"), true), polling, servesClient, middlewares);
    }

    private EngineFilter filter(CorsOptions cors, PollingOptions polling, boolean servesClient, Filter... middlewares) {
        EngineHooks hooks = new EngineHooks() {
            @Override
            public void headers(EngineRequest request, boolean opening, BiConsumer<String, String> headers) {
                headers.accept("Set-Cookie", "mine=1");
            }

            @Override
            public void refused(EngineRequest request, ProtocolException problem) {
                refused.add(problem.error().code() + " " + problem.getMessage());
            }
        };
        EngineServer server = new EngineServer(
                options("x".repeat(2000)), hooks, new Sweeper(System::nanoTime), Runnable::run, session -> {
                    sessions.add(session);
                    return new Deaf();
                });
        return new EngineFilter(
                server,
                new OriginPolicy(cors, new TrustedProxies(Set.of())),
                servesClient ? ClientFiles.ofClassPath() : null,
                polling,
                List.of(middlewares),
                new RequestReader(Set.of(), false, new TrustedProxies(Set.of())),
                "/socket.io",
                false);
    }

    private FakeExchange get(String target, String... headers) throws Exception {
        return new FakeExchange(filter(PLAIN, true), target, headers);
    }

    @Test
    void applicationIsToldOfEveryKindOfRefusal() throws Exception {
        Filter broken = (request, response, chain) -> {
            throw new ServletException("provoked");
        };

        get("/socket.io/?EIO=4");
        get(HANDSHAKE, "Origin: http://stranger.example");
        get("/socket.io/?EIO=4&transport=websocket&x={", "Upgrade: websocket");
        FakeExchange failed = new FakeExchange(filter(PLAIN, true, broken), HANDSHAKE);

        assertThat(failed.text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(refused)
                .containsExactly(
                        "0 transport: \"\"",
                        "4 Origin: not allowed",
                        "3 query: not one of a URI",
                        "3 middleware: jakarta.servlet.ServletException: provoked");
    }

    @Test
    void cookiesOfTheApplicationStandBesideTheServersOwn() throws Exception {
        SessionCookie cookie = new SessionCookie("io", "/", "", Duration.ZERO, true, false, false, "", "Lax");

        FakeExchange handshake = new FakeExchange(filter(new PollingOptions(true, 1024, 6, cookie), true), HANDSHAKE);

        assertThat(handshake.header("Set-Cookie")).hasSize(2).contains("mine=1").anyMatch(one -> one.startsWith("io="));
    }

    @ParameterizedTest
    @CsvSource({"true, 2000, gzip", "true, 3000,", "false, 2000,"})
    void answersAreCompressedFromAThresholdOnUnlessThatIsOff(boolean on, int threshold, String coding)
            throws Exception {
        FakeExchange handshake = new FakeExchange(
                filter(new PollingOptions(on, threshold, 6, null), true), HANDSHAKE, "Accept-Encoding: gzip");

        assertThat(handshake.header("Content-Encoding")).isEqualTo(coding == null ? List.of() : List.of(coding));
        assertThat(plain(handshake)).startsWith("0{\"sid\"");
    }

    @Test
    void preflightSaysNothingThatBrowsersTakeForGranted() throws Exception {
        FakeExchange preflight = new FakeExchange(filter(PLAIN, true), PREFLIGHT, "Origin: http://a.example");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.passedOn()).isFalse();
        assertThat(preflight.header("Access-Control-Allow-Methods")).containsExactly("GET,HEAD,PUT,PATCH,POST,DELETE");
        assertThat(preflight.header("Access-Control-Max-Age")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEmpty();
        assertThat(preflight.header("Access-Control-Expose-Headers")).isEmpty();
    }

    @Test
    void preflightIsHandedOnWithItsHeadersWhenSoSet() throws Exception {
        CorsOptions handingOn = new CorsOptions(
                Set.of("http://a.example"),
                Optional.empty(),
                false,
                List.of("GET"),
                List.of("X-Key"),
                List.of(),
                Duration.ZERO,
                true,
                204);
        EngineFilter filter = filter(handingOn, PLAIN, true);

        FakeExchange preflight = new FakeExchange(filter, PREFLIGHT, "Origin: http://a.example");
        FakeExchange strangers = new FakeExchange(filter, PREFLIGHT, "Origin: http://stranger.example");

        assertThat(preflight.passedOn()).isTrue();
        assertThat(preflight.header("Content-Length")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Origin")).containsExactly("http://a.example");
        assertThat(preflight.header("Access-Control-Allow-Methods")).containsExactly("GET");
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsExactly("X-Key");
        assertThat(preflight.header("Access-Control-Max-Age")).containsExactly("0");
        assertThat(strangers.passedOn()).isFalse();
        assertThat(strangers.status()).isEqualTo(403);
    }

    /** A regular expression with a repeated choice overflows Java's stack on a text of some thousand characters. */
    @Test
    void originLongerThanAnyHostKeepsNoPatternBusy() throws Exception {
        CorsOptions matching = new CorsOptions(
                Set.of(),
                Optional.of(Pattern.compile("http://(a|b)+\\.example")),
                false,
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                false,
                204);
        EngineFilter filter = filter(matching, PLAIN, true);

        assertThat(new FakeExchange(filter, HANDSHAKE, "Origin: http://" + "ab".repeat(100) + ".example").status())
                .isEqualTo(200);
        assertThat(new FakeExchange(filter, HANDSHAKE, "Origin: http://" + "ab".repeat(50_000) + ".example").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"true, gzip", "false,"})
    void messageMayAskNotToBeCompressed(boolean compress, String coding) throws Exception {
        EngineFilter filter = filter(PLAIN, true);
        FakeExchange handshake = new FakeExchange(filter, HANDSHAKE);
        EngineSession session = sessions.get(0);
        session.send(OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, "y".repeat(2000))), compress));

        FakeExchange poll = new FakeExchange(filter, HANDSHAKE + "&sid=" + session.id(), "Accept-Encoding: gzip");

        assertThat(handshake.text()).startsWith("0{\"sid\"");
        assertThat(poll.header("Content-Encoding")).isEqualTo(coding == null ? List.of() : List.of(coding));
        assertThat(plain(poll)).startsWith("4yyy");
    }

    private static String plain(FakeExchange exchange) throws IOException {
        return exchange.header("Content-Encoding").isEmpty()
                ? exchange.text()
                : new String(
                        new GZIPInputStream(new ByteArrayInputStream(exchange.body())).readAllBytes(),
                        StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "socket.io.js,             application/javascript; charset=utf-8",
        "socket.io.min.js,         application/javascript; charset=utf-8",
        "socket.io.esm.min.js,     application/javascript; charset=utf-8",
        "socket.io.msgpack.min.js, application/javascript; charset=utf-8",
        "socket.io.js.map,             application/json; charset=utf-8",
        "socket.io.min.js.map,         application/json; charset=utf-8",
        "socket.io.esm.min.js.map,     application/json; charset=utf-8",
        "socket.io.msgpack.min.js.map, application/json; charset=utf-8"
    })
    void scriptsAreServedWithTheirVersionAsEntityTag(String name, String type) throws Exception {
        FakeExchange script = get("/socket.io/" + name + "?v=1");

        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("Content-Type")).containsExactly(type);
        assertThat(script.header("Cache-Control")).containsExactly("public, max-age=0");
        assertThat(script.header("ETag")).hasSize(1).first().asString().matches("\"\\d+\\.\\d+\\.\\d+\"");
        assertThat(script.body().length).isGreaterThan(10_000);
    }

    @Test
    void scriptThatTheBrowserHasIsNotSentOnceMore() throws Exception {
        String tag = get("/socket.io/socket.io.js").header("ETag").get(0);

        for (String known : List.of(tag, "W/" + tag)) {
            FakeExchange again = get("/socket.io/socket.io.js", "If-None-Match: " + known);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        assertThat(get("/socket.io/socket.io.js", "If-None-Match: \"0.0.0\"").status())
                .isEqualTo(200);
    }

    @Test
    void scriptIsCompressedAndForTheListedOrigins() throws Exception {
        FakeExchange script = get("/socket.io/socket.io.js", "Accept-Encoding: gzip", "Origin: http://a.example");

        assertThat(plain(script)).contains("Socket.IO v");
        assertThat(script.header("Vary")).containsExactlyInAnyOrder("Origin", "Accept-Encoding");
        assertThat(script.header("Access-Control-Allow-Origin")).containsExactly("http://a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socket.io.esm.js", "socket.io.js/", "x/socket.io.js", "../socket.io.js", "client.properties"})
    void otherFileIsAnUnknownTransport(String name) throws Exception {
        FakeExchange other = get("/socket.io/" + name);

        assertThat(other.status()).isEqualTo(400);
        assertThat(other.text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void scriptIsAnUnknownTransportWhereNoneIsServed() throws Exception {
        assertThat(new FakeExchange(filter(PLAIN, false), "/socket.io/socket.io.js").text())
                .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket.io.js", "/other/socket.io.js", "/socket.iox/socket.io.js", "/socket.io"})
    void whatIsNotBelowThePathIsLeftToTheApplication(String path) throws Exception {
        FakeExchange other = get(path);

        assertThat(other.passedOn()).isTrue();
        assertThat(other.body()).isEmpty();
    }
}
