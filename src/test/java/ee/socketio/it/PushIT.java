package ee.socketio.it;

import static ee.socketio.it.PollingPeer.exchange;
import static ee.socketio.it.PollingPeer.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for back ends of {@code java -jar}: what it sends, and whom it lets in. */
class PushIT implements PushScenarios {
    private static final String EVERYWHERE = "a-token-for-everything";
    private static final String OLD = "the-token-before-that";
    private static final String LIMITED = "a-token-for-the-root";
    private static final String SLOW = "a-token-for-the-slow";

    private static ServerProcess open;
    private static ServerProcess guarded;

    @BeforeAll
    static void start() {
        open = ServerProcess.executableWar(
                Wars.file(),
                "--socketio.push.local-networks=127.0.0.1,::1",
                "--socketio.trusted-proxies=127.0.0.9",
                "--socketio.push.cors-allowed-origins=http://pages.example");
        guarded = ServerProcess.executableWar(
                Wars.file(),
                "--socketio.push.tokens=" + EVERYWHERE + "," + OLD + "," + LIMITED + ":/," + SLOW + ":/dc*",
                "--socketio.push.calls-per-minute=50",
                "--socketio.demo=false");
    }

    @AfterAll
    static void stop() {
        open.close();
        guarded.close();
    }

    @Override
    public URI base() {
        return open.base();
    }

    // ---- strangers -------------------------------------------------------------------------------------------------

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST,push",
        "POST,push/dcenter/line",
        "POST,push/nope/line",
        "GET,push/namespaces",
        "GET,push/openapi.json",
        "GET,push/nothing/here",
        "GET,push/",
        "PATCH,push"
    })
    void strangerLearnsNothing(String method, String path) throws IOException {
        String answer = request("127.0.0.2", method, path, "");

        assertThat(answer)
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Bearer realm=\"push\"")
                .endsWith("{\"status\":401,\"title\":\"Unauthorized\",\"detail\":\"Authorization: missing, or not known"
                        + " (expected: Bearer, a token)\",\"field\":\"Authorization\"}");
    }

    @Test
    void tutorialsPushIsForStrangersToo() throws IOException {
        assertThat(request("127.0.0.2", "GET", "push", ""))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("done!");
    }

    @ParameterizedTest(name = "from {0} with {1}: {2}")
    @CsvSource({
        // A proxy that nobody vouches for, on this machine: whom it speaks for cannot be told.
        "127.0.0.1,X-Forwarded-For: 203.0.113.7,401",
        "127.0.0.1,X-Forwarded-For: 127.0.0.1,401",
        "127.0.0.1,Forwarded: for=127.0.0.1,401",
        "127.0.0.1,X-Real-IP: 127.0.0.1,401",
        "127.0.0.1,Via: 1.1 proxy,401",
        // One that is trusted: its own entry counts, which is the last one, and not what it was sent.
        "127.0.0.9,X-Forwarded-For: 203.0.113.7,401",
        "127.0.0.9,'X-Forwarded-For: 127.0.0.1, 203.0.113.7',401",
        "127.0.0.9,'X-Forwarded-For: 203.0.113.7, 127.0.0.1',200",
        "127.0.0.9,X-Forwarded-For: 127.0.0.1,200",
        "127.0.0.9,X-Nothing: 1,401",
        // DNS rebinding: a page of attacker.example, whose name now stands for this machine.
        "127.0.0.1,Host: attacker.example,401",
        "127.0.0.1,Host: localhost.attacker.example,401",
        "127.0.0.1,Host: localhost:5000,200",
        "127.0.0.1,Host: [::1]:5000,200",
        "127.0.0.1,X-Nothing: 1,200"
    })
    void onlyWhoIsKnownToBeLocalNeedsNoToken(String from, String header, int status) throws IOException {
        assertThat(request(from, "GET", "push/namespaces", header)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void startLineSaysWhoMayPush() {
        assertThat(open.awaitLine(0, line -> line.contains("SIO-0002"), Duration.ofSeconds(1)))
                .contains("/push from 127.0.0.1 ::1 alone (no socketio.push.tokens are configured)");
        assertThat(guarded.awaitLine(0, line -> line.contains("SIO-0002"), Duration.ofSeconds(1)))
                .contains("/push with one of 4 tokens");
    }

    // ---- tokens ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer ", "Bearer wrong", "Basic " + EVERYWHERE, EVERYWHERE, "Bearer " + EVERYWHERE + "x"})
    void withoutATokenOfTheListNobodyIsLetIn(String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(guarded.base().resolve("push/namespaces"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        assertThat(exchange(request).statusCode()).isEqualTo(401);
    }

    @Test
    void everyTokenOfTheListIsTaken() {
        assertThat(post(EVERYWHERE, "push/line").statusCode()).isEqualTo(202);
        assertThat(post(OLD, "push/line").statusCode()).isEqualTo(202);
    }

    @Test
    void tokenIsLimitedToItsNamespaces() {
        assertThat(post(LIMITED, "push/line").statusCode()).isEqualTo(202);
        for (String namespace : new String[] {"dcenter", "nope"}) {
            HttpResponse<String> refused = post(LIMITED, "push/" + namespace + "/line");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json(refused.body()).getString("field")).isEqualTo("{namespace}");
        }
        assertThat(exchange(authorized(LIMITED, "push/namespaces")).body())
                .isEqualTo("{\"namespaces\":[{\"name\":\"/\",\"sockets\":0}]}");
    }

    @Test
    void demoThatIsOffLeavesTheDoorOpen() {
        assertThat(exchange(HttpRequest.newBuilder(guarded.base().resolve("push")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(OLD, "push/line").statusCode()).isEqualTo(202);
    }

    @Test
    void whoCallsTooOftenHasToWait() {
        HttpResponse<String> answer = post(SLOW, "push/nope/line");
        for (int i = 0; i < 60 && answer.statusCode() != 429; i++) {
            answer = post(SLOW, "push/nope/line");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(json(answer.body()).getInt("status")).isEqualTo(429);
        assertThat(post(OLD, "push/line").statusCode()).as("another caller").isEqualTo(202);
    }

    @Test
    void callIsALineInTheLogWithoutSecretsAndForgedLines() {
        int before = guarded.logSize();

        exchange(authorized(OLD, "push?secret=query")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"namespace\":\"/\",\"event\":\"x\\n2026 INFO forged\",\"data\":\"secret\"}")));

        String line = guarded.awaitLine(before, text -> text.contains("SIO-0601"), Duration.ofSeconds(5));
        assertThat(line)
                .containsPattern("SIO-0601 POST \"/push\" by token [0-9a-f]{8} from \"127.0.0.1\": 202,"
                        + " \"x\\\\n2026 INFO forged\" to \"/\"$");
        assertThat(guarded.logFrom(0))
                .noneMatch(text -> text.contains(OLD) || text.contains("secret") || text.startsWith("2026 INFO"));
    }

    // ---- pages -----------------------------------------------------------------------------------------------------

    @Test
    void listedOriginIsAnsweredWithItsNameAndOthersAreNot() {
        HttpResponse<String> listed = fromPage("http://pages.example", "POST");
        HttpResponse<String> preflight = fromPage("http://pages.example", "OPTIONS");
        HttpResponse<String> foreign = fromPage("http://foreign.example", "OPTIONS");

        assertThat(listed.statusCode()).isEqualTo(202);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("content-type");
        for (HttpResponse<String> answer : List.of(listed, preflight)) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("http://pages.example");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static HttpResponse<String> fromPage(String origin, String method) {
        return exchange(HttpRequest.newBuilder(open.base().resolve("push/line"))
                .headers(
                        "Origin",
                        origin,
                        "Content-Type",
                        "application/json",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type")
                .method(method, BodyPublishers.ofString("1")));
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide")
    @CsvSource({"light,1200", "dark,1200", "light,390"})
    void pageShowsTheAnswerOfItsPush(String scheme, int width) {
        JsonObject seen = NodeClient.of(base())
                .with("scheme", scheme)
                .with("width", width)
                .with(
                        "screenshot",
                        Path.of("target", "PushIT-" + scheme + "-" + width + ".png")
                                .toAbsolutePath())
                .visitPushPanel();

        assertThat(seen.getString("accepted")).startsWith("202").containsPattern("\"recipients\": [1-9]");
        assertThat(seen.getString("shown")).isEqualTo("Hello from a back end<br>");
        assertThat(seen.getString("refused")).startsWith("404").contains("\"field\": \"#/namespace\"");
        assertThat(seen.getString("notJson")).contains("JSON");
        assertThat(seen.getBoolean("overflows")).isFalse();
        assertThat(seen.getJsonArray("errors")).isEmpty();
    }

    // ---- load ------------------------------------------------------------------------------------------------------

    /** {@code -Dpushes=10000 -Dviewers=1000} for the full size, which wants a machine of its own. */
    @Test
    void everyPushReachesEveryClientOnceAndInItsCallersOrder() {
        int pushes = Integer.getInteger("pushes", 1000);
        int viewers = Integer.getInteger("viewers", 200);

        JsonObject seen = NodeClient.of(base())
                .with("limit", 110)
                .with("clients", viewers)
                .with("messages", pushes)
                .run("pushes");

        assertThat(seen.getInt("connected")).isEqualTo(viewers);
        assertThat(seen.getInt("accepted")).isEqualTo(pushes);
        // Tomcat takes a hundred requests on a connection.
        assertThat(seen.getInt("connections")).isLessThanOrEqualTo(pushes / 100 + seen.getInt("callers"));
        assertThat(seen.getJsonNumber("received").longValueExact()).isEqualTo((long) pushes * viewers);
        assertThat(seen.getInt("outOfOrder")).isZero();
        assertThat(seen.getInt("closed")).isZero();
    }

    // ---- the description -------------------------------------------------------------------------------------------

    @Test
    void descriptionIsValidOpenApi() {
        JsonObject seen = NodeClient.of(base()).run("openapi");

        assertThat(seen.getJsonArray("errors")).isEmpty();
        assertThat(seen.getString("version")).startsWith("3.");
        assertThat(seen.getJsonArray("operations").toString())
                .contains("post /", "post /batch", "post /{namespace}/{event}", "get /namespaces", "get /openapi.json")
                .contains("put /namespaces/{namespace}/rooms/{room}/sockets/{sid}")
                .contains("delete /namespaces/{namespace}/sockets/{sid}");
    }

    // ----------------------------------------------------------------------------------------------------------------

    private static HttpRequest.Builder authorized(String token, String path) {
        return HttpRequest.newBuilder(guarded.base().resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> post(String token, String path) {
        return exchange(authorized(token, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("1")));
    }

    /** The whole answer to a request that comes from this address of the loopback network. */
    private static String request(String from, String method, String path, String header) throws IOException {
        URI base = open.base();
        try (Socket socket = new Socket(base.getHost(), base.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(10_000);
            String host = header.startsWith("Host:") ? "" : "Host: " + base.getAuthority() + "\r\n";
            String line = header.isEmpty() ? "" : header + "\r\n";
            String body = method.equals("GET") ? "" : "Content-Type: application/json\r\nContent-Length: 1\r\n";
            socket.getOutputStream()
                    .write((method + " /" + path + " HTTP/1.1\r\n" + host + line + body + "Connection: close\r\n\r\n"
                                    + (method.equals("GET") ? "" : "1"))
                            .getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
