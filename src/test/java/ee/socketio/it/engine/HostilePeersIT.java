package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a peer does, the worst that happens is that its own connection is closed. */
@Timeout(120)
final class HostilePeersIT {
    private final EchoTomcat tomcat = new EchoTomcat();

    @AfterEach
    void stop() {
        tomcat.close();
    }

    private void assertOthersAreServed() {
        long start = System.nanoTime();
        try (RawPeer peer = new RawPeer(tomcat.base());
                RawWebSocket webSocket = RawWebSocket.session(tomcat.base(), "EIO=4")) {
            String query = "EIO=4&transport=polling&sid="
                    + peer.get("EIO=4&transport=polling").sid();
            assertThat(peer.post(query, "4x").body()).isEqualTo("ok");
            assertThat(peer.get(query).body()).isEqualTo("4x");
            assertThat(webSocket.text("4y").nextText()).isEqualTo("4y");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    /** CVE-2022-21676 and its kind. */
    @Test
    void nonsenseIsAnsweredWithARefusalAndNeverWithAFault() {
        Random random = new Random(4);
        String[] methods = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO", "get"};
        String[] names = {"EIO", "transport", "sid", "j", "b64", "t", "", "__proto__", "sid[]", "%00", "%"};
        String sid = RawPeer.once(tomcat.base(), "EIO=4&transport=polling").sid();
        String[] values = {
            "4",
            "3",
            "",
            "polling",
            "websocket",
            "webtransport",
            "-1",
            "%F0%9F",
            "%u0041",
            "__proto__",
            "constructor",
            "99999999999999999999",
            "%00",
            "%0d%0aX:y",
            "../..",
            "x".repeat(3000),
            sid,
            "null",
            "%",
            "+",
            "="
        };
        String[] headers = {
            "Content-Type: application/octet-stream",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: ;;;=",
            "Content-Type: text/plain; charset=no-such-thing",
            "Accept-Encoding: gzip;q=x, , deflate;;q=",
            "Origin: http://localhost",
            "Origin: ://[",
            "Cookie: io=; $Version=1;;;=",
            "Upgrade: websocket",
            "Upgrade: h2c",
            "Connection: upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Version: 99",
            "Sec-WebSocket-Key: x",
            "Sec-WebSocket-Extensions: permessage-deflate; =; ,",
            "Sec-WebSocket-Protocol: ,,",
            "Expect: 200-maybe",
            "User-Agent: ;MSIE Trident/",
            "X-Forwarded-For: ''",
            "If-None-Match: W/"
        };
        String[] bodies = {"", "4", "4x\u001e", "6:4hello", "\u0000\u0001\u00ff", "d=", "d=%zz", "x".repeat(70_000)};
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            StringBuilder query = new StringBuilder();
            if (random.nextBoolean()) {
                query.append("EIO=4&transport=polling&");
            }
            for (int n = random.nextInt(5); n > 0; n--) {
                query.append(pick(random, names)).append(random.nextInt(8) == 0 ? "" : "=");
                query.append(pick(random, values)).append(random.nextInt(8) == 0 ? "&&" : "&");
            }
            StringBuilder lines = new StringBuilder("Connection: close\r\n");
            for (int n = random.nextInt(4); n > 0; n--) {
                lines.append(pick(random, headers)).append("\r\n");
            }
            String method = pick(random, methods);
            String body = method.equals("GET") ? "" : pick(random, bodies);
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            if (query.indexOf("sid=" + sid) >= 0 && method.equals("GET")) {
                // A poll would wait, and is no nonsense.
                continue;
            }
            try (RawPeer peer = new RawPeer(tomcat.base())) {
                peer.request(method, query.toString(), lines + "Content-Length: " + length + "\r\n", body);
                int status = status(peer);
                if (status >= 500) {
                    faults.add(status + ": " + method + " " + query + " " + lines);
                }
            }
        }

        assertThat(faults).isEmpty();
        assertOthersAreServed();
    }

    /** 501 is Tomcat's own answer to a method that HTTP does not have. */
    private static int status(RawPeer peer) {
        try {
            return Integer.parseInt(new String(peer.bytes(12), StandardCharsets.US_ASCII).substring(9));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void webSocketThatNeverReadsIsDisconnectedAtTheBound() {
        try (RawWebSocket deaf = RawWebSocket.session(tomcat.base(), "EIO=4")) {
            EngineSession session = tomcat.session(deaf.sid());

            long sent = flood(session);

            assertThat(tomcat.closing(deaf.sid())).startsWith("transport error: outbound queue");
            assertThat(tomcat.engine().overflows()).isEqualTo(1);
            assertThat(sent)
                    .as("what fits into the system's buffers and the queue")
                    .isLessThan(32L << 20);
            assertOthersAreServed();
            assertThat(closeFrameOrEnd(deaf)).isTrue();
        }
    }

    /** When it does read in the end. */
    private static boolean closeFrameOrEnd(RawWebSocket deaf) {
        try {
            int opcode;
            do {
                opcode = deaf.next().opcode();
            } while (opcode != RawWebSocket.CLOSE);
            return true;
        } catch (UncheckedIOException ended) {
            return !(ended.getCause() instanceof SocketTimeoutException);
        }
    }

    @Test
    void pollerThatNeverReadsIsDisconnectedAtTheBound() {
        try (RawPeer deaf = new RawPeer(tomcat.base())) {
            String sid = deaf.get("EIO=4&transport=polling").sid();
            EngineSession session = tomcat.session(sid);
            for (int i = 0; i < 1000; i++) {
                deaf.request("GET", "EIO=4&transport=polling&sid=" + sid, "", "");
            }

            long sent = flood(session);

            assertThat(tomcat.closing(sid)).startsWith("transport error: outbound queue");
            assertThat(sent).isLessThan(32L << 20);
            assertOthersAreServed();
        }
    }

    @Test
    void manyDeafPollersDoNotStarveOthers() {
        List<RawPeer> deaf = new ArrayList<>();
        for (int i = 0; i < 3 * EchoTomcat.THREADS; i++) {
            RawPeer peer = new RawPeer(tomcat.base());
            String sid = peer.get("EIO=4&transport=polling").sid();
            for (int n = 0; n < 200; n++) {
                peer.request("GET", "EIO=4&transport=polling&sid=" + sid, "", "");
            }
            deaf.add(peer);
        }
        tomcat.engine().sessions().forEach(HostilePeersIT::flood);

        assertOthersAreServed();
        deaf.forEach(RawPeer::close);
    }

    /** Sends until the session ends; a pause lets bursts leave that can. */
    private static long flood(EngineSession session) {
        String piece = "x".repeat(20_000);
        long sent = 0;
        while (session.isOpen() && sent < 64L << 20) {
            session.send(Echoes.message(piece));
            sent += piece.length();
            LockSupport.parkNanos(200_000);
        }
        return sent;
    }

    @Test
    void halfAnUpgradeHoldsNothing() {
        List<RawPeer> half = new ArrayList<>();
        for (int i = 0; i < 10 * EchoTomcat.THREADS; i++) {
            half.add(new RawPeer(tomcat.base())
                    .send("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: web"));
        }

        assertOthersAreServed();
        half.forEach(RawPeer::close);
    }

    @Test
    void garbageBehindTheUpgradeEndsThatConnection() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[1 + random.nextInt(100)];
            random.nextBytes(garbage);
            try (RawPeer peer = new RawPeer(tomcat.base())) {
                peer.request("GET", "EIO=4&transport=websocket", RawWebSocket.UPGRADE, "")
                        .send(garbage);
                assertThat(peer.response().status()).isEqualTo(101);
            }
        }

        assertOthersAreServed();
        awaitNoSessions();
    }

    @Test
    void garbageOverWebSocketEndsThatConnection() {
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            byte[] garbage = new byte[random.nextInt(50)];
            random.nextBytes(garbage);
            try (RawWebSocket peer = RawWebSocket.session(tomcat.base(), i % 2 == 0 ? "EIO=4" : "EIO=3")) {
                for (int n = 0; n < 5; n++) {
                    int opcode = random.nextBoolean() ? RawWebSocket.TEXT : random.nextInt(16);
                    peer.frame(opcode, random.nextBoolean(), garbage);
                }
            } catch (UncheckedIOException ended) {
                // That is what it is for.
            }
        }

        assertOthersAreServed();
        awaitNoSessions();
    }

    /** All but the pollers of {@link #assertOthersAreServed}, who have no way to say that they leave. */
    private void awaitNoSessions() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (tomcat.engine().sessions().size() > 1 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(tomcat.engine().sessions()).hasSizeLessThan(2);
    }
}
