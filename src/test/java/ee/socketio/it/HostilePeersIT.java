package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.RawPeer.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has once brought other servers down, or to the wrong answer, sent byte by byte to the executable WAR. */
@Timeout(60)
class HostilePeersIT {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    private static final String UNKNOWN_SESSION = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String MY_EVENT = "42/dcenter,[\"my_event\",{\"data\":\"x\"}]";
    private static final String MY_RESPONSE = "42/dcenter,[\"my_response\",{\"data\":\"x\",\"count\":1}]";

    private static final Pattern DROP = Pattern.compile("42/conformance,\\[\"drop\",(\\d+),(\\d+)]");

    private static ServerProcess server;
    private static ServerProcess impatient;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(Wars.fileWithBeans());
        impatient = ServerProcess.executableWar(
                Wars.fileWithBeans(),
                "--socketio.ping-interval=1s",
                "--socketio.ping-timeout=1s",
                // A session is not forgotten before.
                "--socketio.connect-timeout=2s");
    }

    @AfterAll
    static void stop() {
        server.close();
        impatient.close();
    }

    private int serverLog;
    private int impatientLog;

    @BeforeEach
    void markLogs() {
        serverLog = server.logSize();
        impatientLog = impatient.logSize();
    }

    @AfterEach
    void serverHasNothingToComplainOf() {
        assertThat(server.logFrom(serverLog)).noneMatch(HostilePeersIT::isComplaint);
        assertThat(impatient.logFrom(impatientLog)).noneMatch(HostilePeersIT::isComplaint);
    }

    private static boolean isComplaint(String line) {
        return line.contains("SEVERE") || line.startsWith("\tat ");
    }

    // ---- handshakes ------------------------------------------------------------------------------------------------

    /** mrniko/netty-socketio #1000. */
    @Test
    void pipelinedHandshakesOpenASessionEach() throws Exception {
        try (RawPeer peer = new RawPeer(server.base())) {
            peer.get(POLLING).get(POLLING).get(POLLING);
            Set<String> sids = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                sids.add(peer.answer().sid());
            }
            assertThat(sids).hasSize(3);

            for (String sid : sids) {
                String query = POLLING + "&sid=" + sid;
                assertThat(post(peer, query, "40/dcenter,").body()).isEqualTo("ok");
                assertThat(peer.get(query).answer().body()).startsWith("40/dcenter,{\"sid\":");
            }
        }
    }

    /** mrniko/netty-socketio #526, #865: the cookie {@code io} of a dead session became the id of the next one. */
    @ParameterizedTest
    @ValueSource(strings = {"Cookie: io=%1$s; sid=%1$s", "io: %s", "sid: %s", "Sec-WebSocket-Protocol: %s"})
    void nothingButOurselvesChoosesTheSessionsId(String header) throws Exception {
        String existing = PollingPeer.open(server.base()).sid();
        for (String wanted : List.of(existing, "chosenByTheClient1234")) {
            try (RawPeer polling = new RawPeer(server.base());
                    RawPeer websocket = new RawPeer(server.base())) {
                polling.get(POLLING + "&sid=", header.formatted(wanted));
                websocket.upgrade(WEBSOCKET, header.formatted(wanted));

                assertThat(polling.answer().sid()).isNotEqualTo(wanted);
                assertThat(websocket.answer().status()).isEqualTo(101);
                assertThat(websocket.frame()).startsWith("0{").doesNotContain(wanted);
            }
        }
    }

    /** CVE-2022-21676: a query parameter with a bad value ended the process. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "get"})
    void noParameterAndNoMethodIsTheServersFault(String method) throws Exception {
        List<String> values = new ArrayList<>(List.of(
                "",
                "%",
                "%zz",
                "%00",
                "%ff%fe",
                "%ed%a0%80",
                "-1",
                "1e309",
                "99999999999999999999",
                "4",
                "polling",
                "websocket",
                "webtransport",
                "__proto__",
                "constructor",
                "..%2f..%2f",
                "a&sid",
                "[]",
                "a=b=c",
                "%0d%0aX:y",
                "%F0%9F%98%80",
                "x".repeat(5000)));
        values.add(URLEncoder.encode("{\"a\":[null]}", StandardCharsets.UTF_8));
        for (String parameter : List.of("EIO", "transport", "sid", "j", "b64", "t", "%00")) {
            for (String value : values) {
                String fuzzed = parameter + "=" + value;
                assertOwnFault(method, fuzzed);
                assertOwnFault(method, POLLING + "&" + fuzzed);
                assertOwnFault(method, fuzzed + "&" + WEBSOCKET);
            }
        }
        String alive = PollingPeer.open(server.base()).sid();
        if (!method.equals("GET")) {
            assertOwnFault(method, POLLING + "&sid=" + alive);
        }
    }

    private void assertOwnFault(String method, String query) throws IOException {
        for (boolean upgrade : new boolean[] {false, true}) {
            try (RawPeer peer = new RawPeer(server.base())) {
                if (upgrade) {
                    peer.upgrade(query);
                } else {
                    peer.request(method, query, "", "Connection: close", "Content-Length: 0");
                }
                assertThat(peer.answer(method).status())
                        .as(method + " " + query)
                        .isLessThan(500);
            }
            if (!method.equals("GET")) {
                return;
            }
        }
    }

    // ---- bodies ----------------------------------------------------------------------------------------------------

    /** mrniko/netty-socketio #264, #200; codeminders/socket.io-server-java #15. */
    @ParameterizedTest
    @ValueSource(strings = {"x:40", "-1:40", ":40", "5:40", "99999999999:40", "4294967298:40", "2:402:", "1e9:40", "2"})
    void malformedLengthCostsItsSessionAlone(String payload) {
        PollingPeer bystander = PollingPeer.joined(server.base());
        PollingPeer peer = PollingPeer.open(server.base(), "EIO=3&transport=polling");

        assertThat(peer.post(payload).statusCode()).isIn(200, 400);

        HttpResponse<String> next = PollingPeer.get(server.base(), "EIO=3&transport=polling&sid=" + peer.sid());
        assertThat(next.statusCode()).isEqualTo(400);
        assertThat(next.body()).isEqualTo(UNKNOWN_SESSION);
        bystander.post(MY_EVENT);
        assertThat(bystander.poll(1)).containsExactly(MY_RESPONSE);
    }

    /** trinopoty/socket.io-server-java read bodies by their declared length. */
    @Test
    void chunkedBodyIsReadToItsEnd() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());
        try (RawPeer raw = new RawPeer(server.base())) {
            raw.request("POST", POLLING + "&sid=" + peer.sid(), "", "Transfer-Encoding: chunked");
            raw.send("2\r\n42\r\n");
            raw.send(Integer.toHexString(MY_EVENT.length() - 2) + "\r\n" + MY_EVENT.substring(2) + "\r\n");
            raw.send("0\r\n\r\n");

            assertThat(raw.answer().body()).isEqualTo("ok");
            assertThat(peer.poll(1)).containsExactly(MY_RESPONSE);
        }
    }

    /** trinopoty/socket.io-server-java allocated what was declared. */
    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "2147483648", "1000001"})
    void declaredLengthOverTheLimitIsRefusedUnread(String length) throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());
        try (RawPeer raw = new RawPeer(server.base())) {
            long started = System.nanoTime();
            raw.request("POST", POLLING + "&sid=" + peer.sid(), "", "Content-Length: " + length, "Connection: close");

            assertThat(raw.answer().status()).isEqualTo(413);
            assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** trinopoty/socket.io-server-java waited for a body on a thread. */
    @Test
    void bodiesThatDribbleKeepNobodyElseWaiting() throws Exception {
        List<RawPeer> slow = new ArrayList<>();
        try {
            List<PollingPeer> peers = new ArrayList<>();
            for (int i = 0; i < 250; i++) { // more than Tomcat has threads
                PollingPeer peer = PollingPeer.open(server.base());
                RawPeer raw = new RawPeer(server.base());
                raw.request("POST", POLLING + "&sid=" + peer.sid(), "40/dcen", "Content-Length: 11");
                peers.add(peer);
                slow.add(raw);
            }
            PollingPeer bystander = PollingPeer.joined(server.base());
            bystander.post(MY_EVENT);
            assertThat(bystander.poll(1)).containsExactly(MY_RESPONSE);

            slow.get(249).send("ter,");
            assertThat(slow.get(249).answer().body()).isEqualTo("ok");
            assertThat(peers.get(249).poll()).startsWith("40/dcenter,{");
        } finally {
            for (RawPeer peer : slow) {
                peer.close();
            }
        }
    }

    /** socketioxide #734, #736: the separator got lost when the poll was waiting already. */
    @Test
    void binaryEventToAParkedPollKeepsItsSeparator() throws Exception {
        PollingPeer peer = PollingPeer.open(server.base());
        peer.post("40/conformance,");
        assertThat(peer.poll(2)).hasSize(2);
        String query = POLLING + "&sid=" + peer.sid();
        String picture = "{\"name\":\"x\",\"content\":{\"_placeholder\":true,\"num\":1}}";
        String placeholders = "{\"_placeholder\":true,\"num\":0}," + picture + ",{\"_placeholder\":true,\"num\":2}]";
        try (RawPeer parked = new RawPeer(server.base())) {
            parked.get(query);

            peer.post("453-/conformance,[\"binary\"," + placeholders + "\u001ebAQ==\u001ebAg==\u001ebAw==");

            assertThat(parked.answer().body())
                    .startsWith("453-/conformance,[\"binary\"," + placeholders + "\u001ebAQ==\u001ebAg==\u001ebAw==");
        }
    }

    // ---- upgrades --------------------------------------------------------------------------------------------------

    /** socketioxide #479, #487: a poll that came while the websocket was being probed waited for the next heartbeat. */
    @Test
    void pollsDuringTheUpgradeAreAnsweredAtOnce() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());
        try (RawPeer websocket = new RawPeer(server.base())) {
            probe(websocket, peer);
            for (int i = 0; i < 3; i++) {
                long started = System.nanoTime();
                assertThat(peer.poll()).isEqualTo("6");
                assertThat(System.nanoTime() - started).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
            }
            peer.post(MY_EVENT);
            assertThat(Stream.generate(peer::poll)
                            .filter(payload -> !payload.equals("6"))
                            .findFirst())
                    .hasValue(MY_RESPONSE);

            websocket.frame("5").frame(MY_EVENT);
            assertThat(websocket.frame()).isEqualTo(MY_RESPONSE);
        }
    }

    /** engine.io-server-java #14: the client has never polled. */
    @Test
    void upgradeNeedsNoTraffic() throws Exception {
        PollingPeer peer = PollingPeer.open(server.base());
        try (RawPeer websocket = new RawPeer(server.base())) {
            probe(websocket, peer);
            websocket.frame("5").frame("40/dcenter,");
            assertThat(websocket.frame()).startsWith("40/dcenter,{");
        }
    }

    /** engine.io-server-java #34: no poll is open, and what was waiting for the next one must not be lost. */
    @Test
    void upgradeBetweenTwoPollsLosesNothing() throws Exception {
        PollingPeer peer = PollingPeer.joined(server.base());
        try (RawPeer websocket = new RawPeer(server.base())) {
            probe(websocket, peer);
            peer.post(MY_EVENT);
            websocket.frame("5");

            assertThat(websocket.frame()).isEqualTo(MY_RESPONSE);
            assertThat(PollingPeer.get(server.base(), POLLING + "&sid=" + peer.sid())
                            .body())
                    .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        }
    }

    private static void probe(RawPeer websocket, PollingPeer peer) throws IOException {
        assertThat(websocket.upgrade(WEBSOCKET + "&sid=" + peer.sid()).answer().status())
                .isEqualTo(101);
        assertThat(websocket.frame("2probe").frame()).isEqualTo("3probe");
    }

    // ---- sending ---------------------------------------------------------------------------------------------------

    /** engine.io-server-java #22: a poll that arrived while another thread sent, and neither got any further. */
    @Test
    void pollsAndPushesNeverWaitForEachOther() throws Exception {
        int pushes = 300;
        PollingPeer peer = PollingPeer.joined(server.base());
        ExecutorService back = Executors.newFixedThreadPool(4);
        try {
            List<Future<HttpResponse<String>>> done = new ArrayList<>();
            for (int i = 0; i < pushes; i++) {
                done.add(back.submit(() -> PollingPeer.exchange(
                        HttpRequest.newBuilder(server.base().resolve("push")))));
            }
            int received = 0;
            while (received < pushes) {
                for (String packet : peer.poll(1)) {
                    if (packet.equals("2")) {
                        peer.post("3");
                    } else {
                        assertThat(packet).isEqualTo("42/dcenter,[\"dcenter\",{\"data\":\"test message!\"}]");
                        received++;
                    }
                }
            }
            for (Future<HttpResponse<String>> each : done) {
                assertThat(each.get(10, TimeUnit.SECONDS).body()).isEqualTo("done!");
            }
        } finally {
            back.shutdownNow();
        }
    }

    /** Mojarra #4136, OmniFaces #234: Tomcat allows one send at a time, and says TEXT_FULL_WRITING of others. */
    @Test
    void sixteenThreadsMayEmitToOneWebSocket() throws Exception {
        try (RawPeer websocket = join(server)) {
            websocket.frame("42/conformance,1[\"flood\",16,200]");
            int[] next = new int[16];
            String frame = websocket.frame();
            for (int i = 0; i < 16 * 200; i++) {
                Matcher drop = DROP.matcher(frame);
                assertThat(drop.matches()).as(frame).isTrue();
                int thread = Integer.parseInt(drop.group(1));
                assertThat(Integer.parseInt(drop.group(2))).as(frame).isEqualTo(next[thread]++);
                frame = websocket.frame();
            }
            assertThat(frame).isEqualTo("43/conformance,1[]");
        }
    }

    /** mrniko/netty-socketio #697: a handler that blocks kept the other clients of its thread waiting. */
    @Test
    void handlerThatBlocksDelaysNeitherOthersNorItsOwnHeartbeat() throws Exception {
        List<RawPeer> blocked = new ArrayList<>();
        try (RawPeer bystander = join(impatient)) {
            for (int i = 0; i < 20; i++) {
                RawPeer peer = join(impatient);
                blocked.add(peer);
                peer.frame("42/conformance,1[\"block\",2500]");
            }
            long started = System.nanoTime();
            bystander.frame("42/conformance,2[\"one\"]");
            assertThat(bystander.frame()).isEqualTo("43/conformance,2[\"x\"]");
            assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(1));

            RawPeer one = blocked.get(0);
            assertThat(one.frame()).isEqualTo("2");
            one.frame("3");
            assertThat(one.frame()).isEqualTo("2");
            one.frame("3");
            assertThat(one.frame()).isEqualTo("43/conformance,1[]");
        } finally {
            for (RawPeer peer : blocked) {
                peer.close();
            }
        }
    }

    /** CometD #1243: what is emitted to a client that has gone must not pile up. */
    @Test
    void eventsForAClientThatHasGoneAreDropped() throws Exception {
        try (RawPeer gone = join(server)) {
            gone.frame("42/conformance,1[\"hold\"]");
            assertThat(gone.frame()).isEqualTo("43/conformance,1[]");
            gone.abort();
        }
        try (RawPeer emitter = join(server)) {
            emitter.frame("42/conformance,2[\"emit_to_held\",50000]");
            assertThat(emitter.frame()).isEqualTo("43/conformance,2[]");
            assertThat(LiveObjects.count(server, "ee.socketio.engine.OutboundMessage")
                            .getOrDefault("ee.socketio.engine.OutboundMessage", 0))
                    .isLessThan(100);
        }
    }

    private static RawPeer join(ServerProcess to) throws IOException {
        RawPeer peer = new RawPeer(to.base());
        peer.upgrade(WEBSOCKET).answer();
        peer.frame();
        peer.frame("40/conformance,");
        assertThat(peer.frame()).startsWith("40/conformance,{");
        assertThat(peer.frame()).startsWith("42/conformance,[\"welcome\"");
        return peer;
    }

    private static Answer post(RawPeer peer, String query, String payload) throws IOException {
        return peer.request("POST", query, payload, "Content-Length: " + payload.length())
                .answer();
    }
}
