package ee.socketio.it;

import static ee.socketio.it.PollingPeer.RS;
import static ee.socketio.it.PollingPeer.endpoint;
import static ee.socketio.it.PollingPeer.exchange;
import static ee.socketio.it.PollingPeer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What anybody can see of a server that runs the tutorial, whatever it is made of.
 *
 * <p>The subclasses say where it is. Everything here holds for the official Node server, too. The system property
 * {@code clients} names the major versions of the client to try, {@code 2,3,4} by default.
 */
abstract class TutorialScenarios {
    /** The most bytes of one message, of a websocket as of a request's body. */
    private static final int MAX_PAYLOAD = 1_000_000;

    private static final String PUSHED = "[{\"data\":\"test message!\"}]";

    /** The address of the application, with a slash at the end. */
    public abstract URI base();

    static Stream<String> clients() {
        return Stream.of(System.getProperty("clients", "2,3,4").split(","));
    }

    static Stream<Arguments> cells() {
        return clients().flatMap(client -> Stream.of("websocket", "polling", "upgrade")
                .map(transport -> Arguments.of(client, transport)));
    }

    // ---- the tutorial ----------------------------------------------------------------------------------------------

    @Test
    void pageHasTitleHeadingAndEmptyLog() {
        HttpResponse<String> page = exchange(HttpRequest.newBuilder(base()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(contentType(page)).startsWith("text/html");
        assertThat(page.body())
                .contains("<title>SocketIO Demo</title>", "Demo of SocketIO</h1>", "<div id=\"t\"></div>");
    }

    @Test
    void pushWithNobodyConnectedIsDone() {
        HttpResponse<String> push = push();

        assertThat(push.statusCode()).isEqualTo(200);
        assertThat(contentType(push)).startsWith("text/");
        assertThat(push.body()).isEqualTo("done!");
    }

    @Test
    void clientScriptComesFromTheServer() {
        HttpResponse<String> script = exchange(HttpRequest.newBuilder(base().resolve("socket.io/socket.io.js")));

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(contentType(script)).contains("javascript");
        assertThat(script.body()).contains("Socket.IO v4.");
    }

    @Test
    void pageShowsWhatIsPushedWithTheServersOwnScript() {
        assertPageWorks(
                NodeClient.of(base()).with("screenshot", screenshot("own")).visitPage());
    }

    @ParameterizedTest(name = "client {0}")
    @MethodSource("clients")
    void pageShowsWhatIsPushedWithAnyScript(String client) {
        assertPageWorks(NodeClient.of(base()).with("client-script", client).visitPage());
    }

    private static void assertPageWorks(JsonObject page) {
        assertThat(page.getString("title")).isEqualTo("SocketIO Demo");
        assertThat(page.getString("heading")).isEqualTo("Demo of SocketIO");
        assertThat(page.getString("before")).isEmpty();
        assertThat(page.getString("afterTwoPushes")).isEqualTo("test message!<br>test message!<br>");
        assertThat(page.getInt("shownMillis")).isLessThanOrEqualTo(1000);
        assertThat(page.getString("response")).isEqualTo("{\"data\":\"<b>Grüße, κόσμε</b>\",\"count\":1}");
        assertThat(page.getString("pushed")).isEqualTo("done!");
        assertThat(page.getString("transport")).isEqualTo("websocket");
        assertThat(page.getJsonArray("errors")).isEmpty();
        assertThat(page.getJsonArray("foreignRequests")).isEmpty();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void tutorialWorksWithEachClientOverEachTransport(String client, String transport) {
        JsonObject seen =
                NodeClient.of(base()).client(client).transport(transport).run("tutorial");

        assertThat(seen.getString("client")).startsWith(client + ".");
        assertThat(seen.getString("transport")).isEqualTo(transport.equals("polling") ? "polling" : "websocket");
        assertThat(seen.getJsonObject("push").getString("body")).isEqualTo("done!");
        assertThat(seen.getJsonArray("acks")).hasToString("[[],[]]");
        assertThat(objects(seen.getJsonArray("events")).filter(event -> isNamed("my_response", event)))
                .extracting(event -> event.get("args").toString())
                .containsExactly("[{\"data\":\"hello\",\"count\":1}]", "[{\"data\":\"你好\",\"count\":1}]");
        assertThat(objects(seen.getJsonArray("events")).filter(event -> isNamed("dcenter", event)))
                .extracting(event -> event.get("args").toString())
                .containsExactly(PUSHED);
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void pushReachesEveryViewerOfTheNamespaceOnce(String client, String transport) {
        JsonObject seen =
                NodeClient.of(base()).client(client).transport(transport).run("two-viewers");

        JsonObject received = seen.getJsonObject("dcenter");
        assertThat(received.get("first")).hasToString("[" + PUSHED + "]");
        assertThat(received.get("second")).hasToString("[" + PUSHED + "]");
        assertThat(received.get("elsewhere")).hasToString("[]");
        assertThat(seen.getInt("eventsElsewhere")).isZero();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void eventWithoutItsDataCostsNothingButItself(String client, String transport) {
        JsonObject seen =
                NodeClient.of(base()).client(client).transport(transport).run("missing-data");

        assertThat(seen.get("answered")).hasToString("[\"good\"]");
        assertThat(seen.get("events"))
                .hasToString("[{\"event\":\"my_response\",\"args\":[{\"data\":\"x\",\"count\":1}]}]");
        assertThat(seen.getBoolean("connected")).isTrue();
        assertThat(seen.getJsonArray("disconnects")).isEmpty();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void unknownNamespaceIsRefusedAndTheConnectionLives(String client, String transport) {
        JsonObject seen =
                NodeClient.of(base()).client(client).transport(transport).run("refused");

        assertThat(seen.getJsonObject("error").getString("message")).isEqualTo("Invalid namespace");
        assertThat(seen.getBoolean("wasConnected")).isFalse();
        assertThat(seen.get("ackElsewhere")).hasToString("[]");
    }

    // ---- many at once ----------------------------------------------------------------------------------------------

    @ParameterizedTest(name = "client {0}")
    @MethodSource("clients")
    void hundredUpgradesLoseDoubleAndReorderNothing(String client) {
        JsonObject seen = NodeClient.of(base()).client(client).with("limit", 60).run("upgrade-flow");

        assertThat(seen.getJsonArray("clients")).hasSize(100).allSatisfy(each -> {
            JsonObject one = each.asJsonObject();
            assertThat(one.getString("transport")).isEqualTo("websocket");
            assertThat(one.getJsonArray("disconnects")).isEmpty();
            assertThat(one.get("responses")).hasToString("{\"lost\":0,\"doubled\":0,\"outOfOrder\":0}");
            assertThat(one.get("acks")).hasToString("{\"lost\":0,\"doubled\":0,\"outOfOrder\":0}");
            assertThat(one.getInt("pushesReceived")).isEqualTo(seen.getInt("pushes"));
        });
        assertThat(objects(seen.getJsonArray("clients")).mapToInt(one -> one.getInt("sentOnPolling")))
                .as("messages sent before the upgrade; without any this proves nothing")
                .anyMatch(sent -> sent > 0);
    }

    @Test
    void garbageDisturbsNobodyElse() {
        JsonObject seen = NodeClient.of(base()).with("limit", 60).run("garbage");

        assertThat(seen.getInt("payloads")).isGreaterThanOrEqualTo(10_000);
        JsonObject good = seen.getJsonObject("goodClient");
        assertThat(good.getInt("sent")).isPositive();
        assertThat(good.getInt("answered")).isEqualTo(good.getInt("sent"));
        assertThat(good.getInt("wrongAnswers")).isZero();
        assertThat(good.getJsonArray("disconnects")).isEmpty();
        assertThat(good.getInt("slowestMillis")).isLessThan(2000);
        assertThat(seen.getJsonArray("leaks")).as("bodies with a stack trace").isEmpty();
        assertThat(seen.getJsonObject("failures"))
                .as("requests without an answer")
                .isEmpty();
        assertThat(seen.getJsonObject("statuses").keySet())
                .as("no answer of the server's own fault")
                .noneMatch(status -> status.matches("\\w+ 5\\d\\d"));
    }

    // ---- the wire --------------------------------------------------------------------------------------------------

    @Test
    void handshakeIsAnOpenPacket() {
        HttpResponse<String> handshake = PollingPeer.open(base()).handshake();

        assertThat(handshake.statusCode()).isEqualTo(200);
        assertThat(contentType(handshake)).isEqualTo("text/plain;charset=utf-8");
        assertThat(handshake.body())
                .matches("0\\{\"sid\":\"[\\w-]{20,}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void connectIsAnsweredWithASocketIdThatIsNotTheSessions() {
        PollingPeer peer = PollingPeer.open(base());

        assertThat(peer.post("40/dcenter,").body()).isEqualTo("ok");
        String connected = peer.poll();

        assertThat(connected).matches("40/dcenter,\\{\"sid\":\"[\\w-]{20}\"}");
        assertThat(json(connected.substring(11)).getString("sid")).isNotEqualTo(peer.sid());
    }

    @Test
    void acknowledgementFollowsWhatTheHandlerSent() {
        PollingPeer peer = PollingPeer.joined(base());

        peer.post("42/dcenter,7[\"my_event\",{\"data\":\"x\"}]");

        assertThat(peer.poll(2))
                .containsExactly("42/dcenter,[\"my_response\",{\"data\":\"x\",\"count\":1}]", "43/dcenter,7[]");
    }

    @Test
    void packetsOfOnePayloadAreAnsweredInOrder() {
        PollingPeer peer = PollingPeer.joined(base());

        peer.post("42/dcenter,[\"my_event\",{\"data\":\"one\"}]" + RS + "42/dcenter,[\"my_event\",{\"data\":\"two\"}]");

        assertThat(peer.poll(2))
                .containsExactly(
                        "42/dcenter,[\"my_response\",{\"data\":\"one\",\"count\":1}]",
                        "42/dcenter,[\"my_response\",{\"data\":\"two\",\"count\":1}]");
    }

    @Test
    void unknownEventIsNotAcknowledgedAndTheConnectionLives() {
        PollingPeer peer = PollingPeer.joined(base());

        peer.post("42/dcenter,9[\"nobody_listens\",1]" + RS + "42/dcenter,10[\"my_event\",{\"data\":\"x\"}]");

        assertThat(peer.poll(2))
                .containsExactly("42/dcenter,[\"my_response\",{\"data\":\"x\",\"count\":1}]", "43/dcenter,10[]");
    }

    @Test
    void invalidNamespaceIsAConnectError() {
        PollingPeer peer = PollingPeer.open(base());

        peer.post("40/nope,");

        assertThat(peer.poll()).isEqualTo("44/nope,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void olderRevisionCountsLengthsAndAnswersPings() {
        assumeTrue(clients().anyMatch("2"::equals), "the older protocol revision is not asked for");
        PollingPeer peer = PollingPeer.open(base(), "EIO=3&transport=polling&b64=1");

        assertThat(peer.handshake().body()).matches("\\d+:0\\{\"sid\":.*}(2:40)?");
        if (!peer.handshake().body().endsWith("2:40")) {
            assertThat(peer.poll()).isEqualTo("2:40");
        }
        peer.post("1:2");
        assertThat(peer.poll()).isEqualTo("1:3");
        peer.post("11:40/dcenter,");
        assertThat(peer.poll()).isEqualTo("11:40/dcenter,");
        peer.post("39:42/dcenter,[\"my_event\",{\"data\":\"é€😀\"}]");
        assertThat(peer.poll()).isEqualTo("52:42/dcenter,[\"my_response\",{\"data\":\"é€😀\",\"count\":1}]");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            GET  | EIO=4&transport=flash               | {"code":0,"message":"Transport unknown"}
            GET  | EIO=4                               | {"code":0,"message":"Transport unknown"}
            GET  | EIO=4&transport=POLLING             | {"code":0,"message":"Transport unknown"}
            GET  | EIO=4&transport=polling&sid=unknown | {"code":1,"message":"Session ID unknown"}
            POST | EIO=4&transport=polling&sid=unknown | {"code":1,"message":"Session ID unknown"}
            POST | EIO=4&transport=polling             | {"code":2,"message":"Bad handshake method"}
            GET  | EIO=4&transport=websocket           | {"code":3,"message":"Bad request"}
            """)
    void wrongRequestIsAnsweredWithItsCode(String method, String query, String body) {
        HttpResponse<String> answer = exchange(HttpRequest.newBuilder(endpoint(base(), query))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("40") : BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(contentType(answer)).startsWith("application/json");
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void bodyAtTheLimitIsTaken() {
        PollingPeer peer = PollingPeer.joined(base());

        HttpResponse<String> answer = peer.post(eventOf(MAX_PAYLOAD));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(peer.poll()).startsWith("42/dcenter,[\"my_response\",{\"data\":\"xxx");
    }

    @Test
    void bodyOverTheLimitIsRefusedAtOnce() throws IOException {
        PollingPeer peer = PollingPeer.joined(base());
        String body = eventOf(MAX_PAYLOAD + 1);
        try (RawPeer sender = new RawPeer(base())) {
            long started = System.nanoTime();
            try {
                sender.request(
                        "POST", "EIO=4&transport=polling&sid=" + peer.sid(), body, "Content-Length: " + body.length());
            } catch (IOException hungUp) {
                // The server need not take what it does not want; its answer is there.
            }

            assertThat(sender.answer().status()).isEqualTo(413);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void websocketMessageOverTheLimitCloses1009() throws Exception {
        CloseCode closed = new CloseCode();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(websocket("EIO=4&transport=websocket"), closed)
                .get(10, TimeUnit.SECONDS);

        // The server may close while this is still being sent: whether sending succeeds is not the question.
        var unused = socket.sendText(eventOf(MAX_PAYLOAD + 1), true);

        assertThat(closed.code.get(10, TimeUnit.SECONDS)).isEqualTo(1009);
    }

    // ----------------------------------------------------------------------------------------------------------------

    final HttpResponse<String> push() {
        return exchange(HttpRequest.newBuilder(base().resolve("push")));
    }

    /** The address of the engine with the scheme {@code ws}. */
    final URI websocket(String query) {
        return URI.create(endpoint(base(), query).toString().replaceFirst("^http", "ws"));
    }

    static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonValue::asJsonObject);
    }

    private static boolean isNamed(String name, JsonObject event) {
        return ((JsonString) event.get("event")).getString().equals(name);
    }

    /** {@code my_event} as a packet of that many bytes. */
    private static String eventOf(int bytes) {
        String frame = "42/dcenter,[\"my_event\",{\"data\":\"%s\"}]";
        return frame.formatted("x".repeat(bytes - (frame.length() - 2)));
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .map(type -> type.replace(" ", "").toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** A picture to look at, one for each server and page. */
    private String screenshot(String name) {
        return Path.of("target", getClass().getSimpleName() + "-" + name + ".png")
                .toAbsolutePath()
                .toString();
    }

    private static final class CloseCode implements WebSocket.Listener {
        final CompletableFuture<Integer> code = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            code.complete(status);
            return WebSocket.Listener.super.onClose(socket, status, reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            code.completeExceptionally(error);
        }
    }
}
