package ee.socketio.it;

import static ee.socketio.it.PollingPeer.exchange;
import static ee.socketio.it.PollingPeer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The door for back ends, on any server: from its own machine, without a token. */
interface PushScenarios {
    String JSON = "application/json";
    String PROBLEM = "application/problem+json";

    URI base();

    /** Where the same server is reached from its own machine. */
    default URI local() {
        return URI.create("http://127.0.0.1:" + base().getPort() + base().getPath());
    }

    // ---- what is sent ----------------------------------------------------------------------------------------------

    @Test
    default void bodyIsTheDataAsItCame() {
        PollingPeer peer = PollingPeer.joined(base());

        HttpResponse<String> answer = post("push/dcenter/line", "{\"a\" : 1.0, \"b\":[-0, 1e2, \"\\u00e9\"]}\n");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(recipients(answer)).isPositive();
        assertThat(peer.poll()).isEqualTo("42/dcenter,[\"line\",{\"a\" : 1.0, \"b\":[-0, 1e2, \"\\u00e9\"]}]");
    }

    @Test
    default void emptyBodyIsAnEventWithoutArguments() {
        PollingPeer peer = PollingPeer.joined(base());

        assertThat(post("push/dcenter/refresh", "").statusCode()).isEqualTo(202);

        assertThat(peer.poll()).isEqualTo("42/dcenter,[\"refresh\"]");
    }

    @Test
    default void pathWithoutNamespaceIsTheRoot() {
        PollingPeer peer = PollingPeer.open(base());
        peer.post("40");
        peer.poll();

        assertThat(post("push/line", "1").statusCode()).isEqualTo(202);

        assertThat(peer.poll()).isEqualTo("42[\"line\",1]");
    }

    @Test
    default void eventInThePathIsDecoded() {
        PollingPeer peer = PollingPeer.joined(base());

        assertThat(post("push/dcenter/gr%C3%BC%C3%9Fe%20%3F", "1").statusCode()).isEqualTo(202);

        assertThat(peer.poll()).isEqualTo("42/dcenter,[\"grüße ?\",1]");
    }

    @Test
    default void dataArgsAndBinaryAreArguments() {
        PollingPeer peer = PollingPeer.joined(base());

        assertThat(push("\"data\":{\"x\":null}").statusCode()).isEqualTo(202);
        assertThat(push("\"args\":[1,\"two\",[3]]").statusCode()).isEqualTo(202);
        assertThat(push("\"binary\":\"AAECAw==\"").statusCode()).isEqualTo(202);

        assertThat(peer.poll(4))
                .containsExactly(
                        "42/dcenter,[\"line\",{\"x\":null}]",
                        "42/dcenter,[\"line\",1,\"two\",[3]]",
                        "451-/dcenter,[\"line\",{\"_placeholder\":true,\"num\":0}]",
                        "bAAECAw==");
    }

    @Test
    default void placeholderInPushedJsonIsData() {
        PollingPeer peer = PollingPeer.joined(base());

        post("push/dcenter/line", "{\"_placeholder\":true,\"num\":0}");

        assertThat(peer.poll()).isEqualTo("42/dcenter,[\"line\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    default void roomsAndSocketsAreAddressed() {
        PollingPeer inRoom = PollingPeer.open(base());
        String first = join(inRoom);
        PollingPeer outside = PollingPeer.open(base());
        String second = join(outside);
        assertThat(send("PUT", "push/namespaces/dcenter/rooms/blue/sockets/" + first)
                        .statusCode())
                .isEqualTo(204);

        assertThat(recipients(post("push/dcenter/line?room=blue", "1"))).isEqualTo(1);
        assertThat(recipients(post("push/dcenter/line?room=blue&room=red&except=blue", "2")))
                .isZero();
        assertThat(recipients(post("push/dcenter/line?sid=" + second, "3"))).isEqualTo(1);
        assertThat(recipients(post("push/dcenter/line?room=blue&sid=" + second, "4")))
                .isEqualTo(2);
        assertThat(recipients(push("\"rooms\":[\"blue\"],\"except\":[\"red\"],\"data\":5")))
                .isEqualTo(1);

        assertThat(inRoom.poll(3)).containsExactly(line(1), line(4), line(5));
        assertThat(outside.poll(2)).containsExactly(line(3), line(4));
    }

    @Test
    default void acknowledgementsAreCollectedAndPartialOnesMarked() throws Exception {
        PollingPeer answering = PollingPeer.open(base());
        PollingPeer silent = PollingPeer.open(base());
        String rooms = "\"rooms\":[\"" + join(answering) + "\",\"" + join(silent) + "\"]";
        CompletableFuture<HttpResponse<String>> both =
                CompletableFuture.supplyAsync(() -> push(rooms + ",\"data\":1,\"ack\":{\"timeout-ms\":1000}"));
        acknowledge(answering, "[\"seen\",{\"n\" : 1}]");

        HttpResponse<String> partial = both.get(10, TimeUnit.SECONDS);

        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(partial.body())
                .isEqualTo("{\"recipients\":2,\"complete\":false,\"answers\":[[\"seen\",{\"n\" : 1}]]}");

        silent.poll();
        CompletableFuture<HttpResponse<String>> again =
                CompletableFuture.supplyAsync(() -> push(rooms + ",\"data\":1,\"ack\":{\"timeout-ms\":9000}"));
        acknowledge(answering, "[]");
        acknowledge(silent, "[2]");

        JsonObject complete = json(again.get(10, TimeUnit.SECONDS).body());
        assertThat(complete.getBoolean("complete")).isTrue();
        assertThat(complete.getJsonArray("answers")).hasSize(2);
    }

    @Test
    default void batchIsSentInItsOrder() {
        PollingPeer peer = PollingPeer.joined(base());
        String batch = IntStream.range(0, 20)
                .mapToObj(n -> event("\"data\":" + n))
                .reduce((some, more) -> some + "," + more)
                .orElseThrow();

        HttpResponse<String> answer = post("push/batch", "[" + batch + "]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer.body()).getJsonArray("results")).hasSize(20);
        assertThat(peer.poll(20))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(PushScenarios::line).toList());
    }

    @Test
    default void batchWithOneMistakeSendsNothing() {
        PollingPeer peer = PollingPeer.joined(base());

        assertThat(post("push/batch", "[" + event("\"data\":1") + "," + event("\"data\":}") + "]")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown =
                post("push/batch", "[" + event("\"data\":1") + ",{\"namespace\":\"/nope\",\"event\":\"line\"}]");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown.body()).getString("field")).isEqualTo("#/1/namespace");

        post("push/dcenter/line", "2");
        assertThat(peer.poll()).isEqualTo(line(2));
    }

    // ---- Idempotency-Key -------------------------------------------------------------------------------------------

    @Test
    default void sameKeyAndRequestGetTheSameAnswerAndOneEvent() {
        PollingPeer peer = PollingPeer.joined(base());

        HttpResponse<String> first = post("push/dcenter/line", "1", "Idempotency-Key", "key-one");
        HttpResponse<String> retry = post("push/dcenter/line", "1", "Idempotency-Key", "key-one");
        HttpResponse<String> other = post("push/dcenter/line", "2", "Idempotency-Key", "key-one");
        post("push/dcenter/line", "3");

        assertThat(retry.statusCode()).isEqualTo(first.statusCode()).isEqualTo(202);
        assertThat(retry.body()).isEqualTo(first.body());
        assertThat(retry.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other.body()).getString("field")).isEqualTo("Idempotency-Key");
        assertThat(peer.poll(2)).containsExactly(line(1), line(3));
    }

    @Test
    default void concurrentRetriesAreSentOnce() {
        PollingPeer peer = PollingPeer.joined(base());

        List<CompletableFuture<HttpResponse<String>>> retries = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> post("push/dcenter/line", "1", "Idempotency-Key", "key-at-once")))
                .limit(8)
                .toList();

        assertThat(retries)
                .allSatisfy(retry -> assertThat(retry.join().statusCode()).isEqualTo(202));
        post("push/dcenter/line", "2");
        assertThat(peer.poll(2)).containsExactly(line(1), line(2));
    }

    // ---- who is there ----------------------------------------------------------------------------------------------

    @Test
    default void socketsAndRoomsAreListedAndChanged() {
        PollingPeer peer = PollingPeer.open(base());
        String sid = join(peer);

        assertThat(send("GET", "push/namespaces").body()).contains("{\"name\":\"/dcenter\",\"sockets\":");
        assertThat(send("GET", "push/namespaces/dcenter/sockets?limit=1000").body())
                .contains("{\"id\":\"" + sid + "\",\"transport\":\"polling\",\"connected\":\"20", "\"rooms\":[]}");

        String membership = "push/namespaces/dcenter/rooms/green%20room/sockets/" + sid;
        assertThat(send("PUT", membership).statusCode()).isEqualTo(204);
        assertThat(send("GET", "push/namespaces/dcenter/rooms").body())
                .contains("{\"name\":\"green room\",\"sockets\":1}");
        assertThat(send("DELETE", membership).statusCode()).isEqualTo(204);
        assertThat(send("GET", "push/namespaces/dcenter/rooms").body()).doesNotContain("green room");

        assertThat(send("DELETE", "push/namespaces/dcenter/sockets/" + sid).statusCode())
                .isEqualTo(204);
        assertThat(peer.poll()).isEqualTo("41/dcenter,");
        assertThat(send("DELETE", "push/namespaces/dcenter/sockets/" + sid).statusCode())
                .isEqualTo(404);
    }

    @Test
    default void socketsComeInPages() {
        for (int i = 0; i < 3; i++) {
            PollingPeer.joined(base());
        }
        List<String> found = new ArrayList<>();
        String after = "";
        do {
            JsonObject page = json(send("GET", "push/namespaces/dcenter/sockets?limit=2" + after)
                    .body());
            page.getJsonArray("sockets").getValuesAs(JsonObject.class).forEach(each -> found.add(each.getString("id")));
            after = page.containsKey("next") ? "&after=" + URLEncoder.encode(page.getString("next"), UTF_8) : "";
        } while (!after.isEmpty());

        assertThat(found).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates().isSorted();
    }

    // ---- what is refused -------------------------------------------------------------------------------------------

    /**
     * A request that is not right.
     *
     * @param field what the problem has to name
     */
    record Wrong(String method, String path, String type, String body, int status, String field, List<String> headers) {
        @Override
        public String toString() {
            String start = body.length() > 60 ? body.substring(0, 60) + "…" : body;
            return method + " " + path + " " + start + " → " + status + " " + field;
        }
    }

    private static Wrong wrong(
            String method, String path, String type, String body, int status, String field, String... headers) {
        return new Wrong(method, path, type, body, status, field, List.of(headers));
    }

    private static Wrong push(String body, int status, String field) {
        return wrong("POST", "push", JSON, body, status, field);
    }

    private static Wrong to(String path, String body, int status, String field) {
        return wrong("POST", path, JSON, body, status, field);
    }

    static Stream<Wrong> wrongRequests() {
        return Stream.of(
                push("", 400, "#"),
                push("null", 400, "#"),
                push("[]", 400, "#"),
                push("{", 400, "#"),
                push("{}", 400, "#/namespace"),
                push("{\"namespace\":\"/dcenter\"}", 400, "#/event"),
                push("{\"event\":\"line\"}", 400, "#/namespace"),
                push("{\"namespace\":7,\"event\":\"line\"}", 400, "#/namespace"),
                push("{\"namespace\":\"/dcenter\",\"event\":null}", 400, "#/event"),
                push("{\"namespace\":\"/dcenter\",\"event\":\"\"}", 400, "#/event"),
                push("{\"namespace\":\"/dcenter\",\"event\":\"disconnect\"}", 400, "#/event"),
                push("{\"namespace\":\"/nope\",\"event\":\"line\"}", 404, "#/namespace"),
                push("{\"namespace\":\"/dcenter?x=1\",\"event\":\"line\"}", 404, "#/namespace"),
                push(event("\"room\":\"a\""), 400, "#/room"),
                push(event("\"rooms\":\"a\""), 400, "#/rooms"),
                push(event("\"rooms\":[]"), 400, "#/rooms"),
                push(event("\"rooms\":[\"a\",7]"), 400, "#/rooms/1"),
                push(event("\"rooms\":[\"\"]"), 400, "#/rooms/0"),
                push(event("\"except\":{}"), 400, "#/except"),
                push(event("\"data\":1,\"args\":[]"), 400, "#/data"),
                push(event("\"args\":1"), 400, "#/args"),
                push(event("\"binary\":\"!\""), 400, "#/binary"),
                push(event("\"volatile\":1"), 400, "#/volatile"),
                push(event("\"ack\":true"), 400, "#/ack"),
                push(event("\"ack\":{}"), 400, "#/ack/timeout-ms"),
                push(event("\"ack\":{\"timeout-ms\":0}"), 400, "#/ack/timeout-ms"),
                push(event("\"ack\":{\"timeout-ms\":60001}"), 400, "#/ack/timeout-ms"),
                push(event("\"ack\":{\"timeout-ms\":1.5}"), 400, "#/ack/timeout-ms"),
                push(event("\"data\":1,\"data\":2"), 400, "#/data"),
                push(event("\"a/b~c\":2"), 400, "#/a~1b~0c"),
                push(event("\"data\":" + "[".repeat(300) + "]".repeat(300)), 400, "#"),
                push(event("\"data\":1") + "x", 400, "#"),
                to("push/batch", "{}", 400, "#"),
                to("push/batch", "[]", 400, "#"),
                to("push/batch", "[" + event("\"data\":1") + ",{}]", 400, "#/1/namespace"),
                to("push/batch", "[" + event("\"ack\":{\"timeout-ms\":5}") + "]", 400, "#/0/ack"),
                to("push/batch", "[" + (event("\"data\":1") + ",").repeat(100) + event("\"data\":1") + "]", 400, "#"),
                to("push/dcenter/line", "{a:1}", 400, "#"),
                to("push/dcenter/line", "1 2", 400, "#"),
                to("push/dcenter/line", "\"\ud83d\"", 400, "#"),
                to("push/dcenter/connect", "1", 400, "{event}"),
                to("push/nope/line", "1", 404, "{namespace}"),
                to("push/dcenter/", "1", 404, "{event}"),
                to("push/dcenter/line?rom=a", "1", 400, "?rom"),
                to("push/dcenter/line?room=", "1", 400, "?room"),
                to("push/dcenter/line", "\"" + "x".repeat(1_000_000) + "\"", 413, "#"),
                wrong("POST", "push/dcenter/line", "", "1", 415, "Content-Type"),
                wrong("POST", "push/dcenter/line", "text/plain", "1", 415, "Content-Type"),
                wrong("POST", "push", "application/x-www-form-urlencoded", "a=1", 415, "Content-Type"),
                wrong("POST", "push", "application/json;charset=utf-16", "{}", 415, "Content-Type"),
                wrong("POST", "push", JSON, "{}", 415, "Content-Encoding", "Content-Encoding", "gzip"),
                wrong("POST", "push", JSON, event("\"data\":1"), 400, "Idempotency-Key", "Idempotency-Key", "a b"),
                wrong("POST", "push", JSON, event("\"data\":1"), 406, "Accept", "Accept", "text/html"),
                wrong("POST", "push", JSON, "{}", 403, "Origin", "Origin", "http://foreign.example"),
                wrong("POST", "push", JSON, "{}", 403, "Origin", "Sec-Fetch-Site", "cross-site"),
                wrong("PATCH", "push", JSON, "{}", 405, "method"),
                wrong("DELETE", "push/dcenter/line", "", "", 405, "method"),
                wrong("GET", "push/namespaces/nope/rooms", "", "", 404, "{namespace}"),
                wrong("GET", "push/namespaces/dcenter/what", "", "", 404, "path"),
                wrong("GET", "push/namespaces/dcenter/sockets?limit=0", "", "", 400, "?limit"),
                wrong("GET", "push/namespaces/dcenter/sockets?limit=x", "", "", 400, "?limit"),
                wrong("DELETE", "push/namespaces/dcenter/sockets/nobody", "", "", 404, "{sid}"),
                wrong("PUT", "push/namespaces/dcenter/rooms/a/sockets/nobody", "", "", 404, "{sid}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ee.socketio.it.PushScenarios#wrongRequests")
    default void wrongRequestIsAProblemThatNamesTheField(Wrong wrong) {
        HttpRequest.Builder request = HttpRequest.newBuilder(local().resolve(wrong.path))
                .method(
                        wrong.method,
                        wrong.body.isEmpty() && wrong.type.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(utf8(wrong.body)));
        if (!wrong.type.isEmpty()) {
            request.header("Content-Type", wrong.type);
        }
        if (!wrong.headers.isEmpty()) {
            request.headers(wrong.headers.toArray(String[]::new));
        }

        HttpResponse<String> answer = exchange(request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(wrong.status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
        JsonObject problem = json(answer.body());
        assertThat(problem.getString("field")).isEqualTo(wrong.field);
        assertThat(problem.getInt("status")).isEqualTo(wrong.status);
        assertThat(problem.getString("title")).isNotEmpty();
        assertThat(problem.getString("detail")).contains(": ");
    }

    /** As UTF-8, but half a character as nothing that is. */
    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length() && text.length() < 10; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                bytes[i] = (byte) 0xff;
            }
        }
        return bytes;
    }

    // ----------------------------------------------------------------------------------------------------------------

    private HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(local().resolve(path))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(body));
        return exchange(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> push(String members) {
        return post("push", event(members));
    }

    private HttpResponse<String> send(String method, String path) {
        return exchange(HttpRequest.newBuilder(local().resolve(path)).method(method, BodyPublishers.noBody()));
    }

    private static String event(String members) {
        return "{\"namespace\":\"/dcenter\",\"event\":\"line\"," + members + "}";
    }

    private static String line(int data) {
        return "42/dcenter,[\"line\"," + data + "]";
    }

    private static int recipients(HttpResponse<String> answer) {
        return json(answer.body()).getInt("recipients");
    }

    /** The id of a peer that joins {@code /dcenter}. */
    private static String join(PollingPeer peer) {
        peer.post("40/dcenter,");
        return json(peer.poll().substring("40/dcenter,".length())).getString("sid");
    }

    /** Answers the event that comes next. */
    private static void acknowledge(PollingPeer peer, String arguments) {
        String event = peer.poll();
        String id = event.substring("42/dcenter,".length(), event.indexOf('['));
        peer.post("43/dcenter," + id + arguments);
    }
}
