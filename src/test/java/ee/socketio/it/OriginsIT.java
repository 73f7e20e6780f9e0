package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.RawPeer.Answer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins: all of them, listed ones, and those that a proxy says are our own. */
class OriginsIT {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    private static final String LISTED = "http://localhost:8181";
    private static final String FORBIDDEN = "{\"code\":4,\"message\":\"Forbidden\"}";

    private static final List<ServerProcess> SERVERS = new ArrayList<>();
    private static ServerProcess any;
    private static ServerProcess list;
    private static ServerProcess proxied;

    @BeforeAll
    static void start() {
        any = started("--socketio.cors-allowed-origins=*");
        list = started(
                "--socketio.cors-allowed-origins=http://c.example," + LISTED,
                "--socketio.cors-allowed-origin-pattern=http://[a-z]+\\.d\\.example",
                "--socketio.cors-exposed-headers=X-Node",
                "--socketio.cors-max-age=10m");
        proxied = started("--socketio.trusted-proxies=127.0.0.1,::1");
    }

    private static ServerProcess started(String... options) {
        ServerProcess server = ServerProcess.executableWar(Wars.file(), options);
        SERVERS.add(server);
        return server;
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(ServerProcess::close);
    }

    /** CVE-2020-28481: never all origins with credentials. */
    @Test
    void starIsForAllOriginsWithoutTheirCookies() throws Exception {
        Answer polling = polling(any, "Origin: http://c.example");

        assertThat(polling.status()).isEqualTo(200);
        assertThat(polling.headers())
                .containsEntry("access-control-allow-origin", "*")
                .doesNotContainKey("access-control-allow-credentials");
        assertThat(websocket(any, "Origin: http://c.example").status()).isEqualTo(101);
    }

    @Test
    void listedOriginIsNamedWithItsCookies() throws Exception {
        Answer polling = polling(list, "Origin: http://c.example");

        assertThat(polling.status()).isEqualTo(200);
        assertThat(polling.headers())
                .containsEntry("access-control-allow-origin", "http://c.example")
                .containsEntry("access-control-allow-credentials", "true");
        assertThat(polling.headers().get("vary")).contains("Origin");
        assertThat(websocket(list, "Origin: http://c.example").status()).isEqualTo(101);
    }

    @Test
    void originThatMatchesThePatternIsAsGoodAsAListedOne() throws Exception {
        Answer polling = polling(list, "Origin: http://north.d.example");

        assertThat(polling.status()).isEqualTo(200);
        assertThat(polling.headers())
                .containsEntry("access-control-allow-origin", "http://north.d.example")
                .containsEntry("access-control-expose-headers", "X-Node");
        assertThat(websocket(list, "Origin: http://north.d.example").status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://stranger.example",
                "https://c.example",
                "http://c.example:81",
                "http://c.example.stranger.example",
                "http://sub.c.example",
                "http://north.d.example.stranger.example",
                "http://northxd.example",
                "http://stranger.example/http://c.example",
                "null",
                "file://"
            })
    void otherOriginIsRefusedBeforeTheUpgrade(String origin) throws Exception {
        for (Answer refusal : List.of(polling(list, "Origin: " + origin), websocket(list, "Origin: " + origin))) {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.body()).isEqualTo(FORBIDDEN);
            assertThat(refusal.headers().get("vary")).contains("Origin");
            assertThat(refusal.headers())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials");
        }
    }

    @Test
    void ownOriginNeedsNoListing() throws Exception {
        for (ServerProcess server : SERVERS) {
            String own = "Origin: http://" + server.base().getAuthority();
            assertThat(polling(server, own).status()).isEqualTo(200);
            assertThat(websocket(server, own).status()).isEqualTo(101);
            assertThat(polling(server, own.replaceFirst("\\d+$", "1")).status()).isEqualTo(server == any ? 200 : 403);
        }
    }

    @Test
    void requestWithoutOriginIsNoPages() throws Exception {
        for (ServerProcess server : SERVERS) {
            Answer polling = polling(server);
            assertThat(polling.status()).isEqualTo(200);
            assertThat(polling.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(websocket(server).status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @CsvSource({"http://c.example,204", "http://stranger.example,403"})
    void preflightIsAnsweredToListedOrigins(String origin, int status) throws Exception {
        try (RawPeer peer = new RawPeer(list.base())) {
            Answer answer = peer.request(
                            "OPTIONS",
                            POLLING,
                            "",
                            "Origin: " + origin,
                            "Access-Control-Request-Method: POST",
                            "Access-Control-Request-Headers: x-token")
                    .answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo(status == 204 ? origin : null);
            assertThat(answer.headers().get("access-control-max-age")).isEqualTo(status == 204 ? "600" : null);
            assertThat(answer.headers().get("access-control-allow-headers"))
                    .isEqualTo(status == 204 ? "x-token" : null);
        }
    }

    @Test
    void forwardedHeadersCountFromATrustedProxyAlone() throws Exception {
        String[] forwarded = {
            "Origin: https://public.example", "X-Forwarded-Proto: https", "X-Forwarded-Host: public.example"
        };

        assertThat(polling(proxied, forwarded).status()).isEqualTo(200);
        assertThat(websocket(proxied, forwarded).status()).isEqualTo(101);
        assertThat(polling(list, forwarded).status()).isEqualTo(403);
        assertThat(websocket(list, forwarded).status()).isEqualTo(403);
        assertThat(polling(proxied, "Origin: https://public.example").status()).isEqualTo(403);
        assertThat(polling(proxied, forwarded[0], forwarded[2]).status())
                .as("the proxy did not say https")
                .isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"websocket", "polling", "upgrade"})
    void pageOfAnotherOriginGetsPushes(String transport) {
        for (ServerProcess server : List.of(any, list)) {
            JsonObject seen = NodeClient.of(server.base()).transport(transport).visitFrom(LISTED);

            assertThat(seen.get("pushed")).hasToString("[{\"data\":\"test message!\"}]");
            assertThat(seen.getJsonArray("refusals")).isEmpty();
            assertThat(seen.getString("transport")).isEqualTo(transport.equals("polling") ? "polling" : "websocket");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"websocket", "polling"})
    void pageOfAStrangeOriginGetsNothing(String transport) {
        JsonObject seen = NodeClient.of(list.base()).transport(transport).visitFrom("http://localhost:8282");

        assertThat(seen.getBoolean("connected")).isFalse();
        assertThat(seen.getJsonArray("refusals")).hasSize(1);
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @CsvSource({"2,polling", "2,websocket", "4,polling", "4,websocket", "4,upgrade"})
    void clientThatNamesAListedOriginIsServed(String client, String transport) {
        JsonObject seen = NodeClient.of(list.base())
                .client(client)
                .transport(transport)
                .with("origin", "http://c.example")
                .run("tutorial");

        assertThat(seen.getJsonArray("events")).hasSize(3);
    }

    private static Answer polling(ServerProcess server, String... headers) throws IOException {
        try (RawPeer peer = new RawPeer(server.base())) {
            return peer.get(POLLING, headers).answer();
        }
    }

    private static Answer websocket(ServerProcess server, String... headers) throws IOException {
        try (RawPeer peer = new RawPeer(server.base())) {
            return peer.upgrade(WEBSOCKET, headers).answer();
        }
    }
}
