package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes behind nginx and behind HAProxy, as the files of {@code server-config} have them. */
class ReverseProxyIT {
    private static final int CLIENTS = 50;
    private static final int EVENTS = 10;
    private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

    /** The port is nobody's; connections are refused at once. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:1/");

    private static ServerProcess one;
    private static ServerProcess two;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        one = node();
        two = node();
    }

    private static ServerProcess node() {
        return ServerProcess.executableWar(
                Wars.fileWithBeans(), "--socketio.cookie=io", "--socketio.trusted-proxies=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private ReverseProxy proxy(String program, String way, URI first, URI second) {
        return program.equals("nginx")
                ? ReverseProxy.nginx(home, way, first, second)
                : ReverseProxy.haproxy(home, way, first, second);
    }

    /** socketio/socket.io #4881, #1739: "Session ID unknown" behind load balancers. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "nginx, sticky-cookie.conf, 4",
        "nginx, sticky-address.conf, '2,3,4'",
        "haproxy, session, '2,3,4'",
        "haproxy, cookie, 4",
        "haproxy, address, '2,3,4'"
    })
    void clientStaysAtItsNode(String program, String way, String versions) {
        try (ReverseProxy proxy = proxy(program, way, one.base(), two.base())) {
            int[] logs = {one.logSize(), two.logSize()};

            List<JsonObject> clients = crowd(proxy, client -> client.client(versions));

            assertServed(clients);
            assertThat(transports(clients)).containsExactlyInAnyOrder("polling", "upgrade", "websocket");
            report(program + " " + way, logs);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"nginx, websocket-only.conf", "haproxy, none"})
    void webSocketNeedsNoStickiness(String program, String way) {
        try (ReverseProxy proxy = proxy(program, way, one.base(), two.base())) {
            int[] logs = {one.logSize(), two.logSize()};

            assertServed(crowd(proxy, client -> client.client("2,3,4").with("transports", "websocket")));

            report(program + " " + way, logs);
        }
    }

    /** That the others are served is due to the proxy. */
    @Test
    void pollingWithoutStickinessMeetsNodesThatDoNotKnowItsSession() {
        try (ReverseProxy proxy = proxy("nginx", "websocket-only.conf", one.base(), two.base())) {
            List<JsonObject> clients = crowd(proxy, client -> client.client("4").with("transports", "polling"));

            long strangers = clients.stream()
                    .filter(client -> client.getJsonArray("failures").toString().contains("Session ID unknown"))
                    .count();
            System.out.println("without stickiness: " + strangers + " of " + CLIENTS + " clients met " + UNKNOWN);
            assertThat(strangers).isGreaterThan(CLIENTS / 2);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "nginx, sticky-cookie.conf, socketio_node=2, socketio_node=1",
        "haproxy, cookie, NODE=node2, NODE=node1",
        "haproxy, session, unused=1, io="
    })
    void clientOfANodeThatIsDownIsServedByTheOther(String program, String way, String cookie, String expected) {
        try (ReverseProxy proxy = proxy(program, way, one.base(), NOBODY)) {
            for (int i = 0; i < 10; i++) {
                PollingPeer client = PollingPeer.open(proxy.base(), "EIO=4&transport=polling", "Cookie", cookie);

                assertThat(client.handshake().headers().allValues("Set-Cookie"))
                        .anyMatch(header -> header.startsWith(expected));
                assertThat(client.post("40/dcenter,").body()).isEqualTo("ok");
                assertThat(client.poll()).startsWith("40/dcenter,{");
            }
        }
    }

    /** A poll waits until the heartbeat, 25 seconds by default, and a WebSocket is silent as long. */
    @Test
    void silenceBetweenHeartbeatsIsNoReasonToHangUp() {
        try (ReverseProxy nginx =
                        ReverseProxy.nginx(home.resolve("nginx"), "sticky-cookie.conf", one.base(), two.base());
                ReverseProxy haproxy = ReverseProxy.haproxy(home, "session", one.base(), two.base())) {
            List<CompletableFuture<List<JsonObject>>> idling = Stream.of(nginx, haproxy)
                    .map(proxy -> CompletableFuture.supplyAsync(() -> crowd(
                            proxy, client -> client.client("4").with("idle", 27).with("limit", 60))))
                    .toList();

            idling.forEach(clients -> assertServed(clients.join()));
        }
    }

    /** What the client says of itself is replaced; a node that is not behind the proxy ignores it. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"nginx, sticky-cookie.conf", "nginx, sticky-address.conf", "haproxy, session"})
    void nodeKnowsWhereAClientComesFrom(String program, String way) throws IOException {
        try (ReverseProxy proxy = proxy(program, way, one.base(), two.base())) {
            for (URI base : List.of(proxy.base(), one.base())) {
                assertThat(origin(
                                base,
                                "127.0.0.7",
                                "X-Forwarded-For: 203.0.113.1",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: 203.0.113.2"))
                        .as("through %s", base)
                        .isEqualTo("{\"address\":\"127.0.0.7\",\"secure\":false}");
            }
        }
    }

    @Test
    void nodeBelowAPathOfNginxOverTlsIsWhatItIsWithout() throws Exception {
        TestCertificate certificate = TestCertificate.create(home);
        try (ReverseProxy proxy =
                ReverseProxy.nginxOverTls(home, "below-a-path.conf", "/live/", certificate, one.base())) {
            assertThat(NodeClient.of(proxy.base()).runAll("tutorial"))
                    .hasSize(9)
                    .allSatisfy(cell -> assertThat(cell.getJsonArray("events")).hasSizeGreaterThan(2));
            assertThat(NodeClient.of(proxy.base()).visitPage().getJsonArray("errors"))
                    .isEmpty();
            MultiplexedPolls.assertServed(proxy.base(), certificate);
        }
    }

    private static List<JsonObject> crowd(ReverseProxy proxy, Function<NodeClient, NodeClient> options) {
        return options.apply(NodeClient.of(proxy.base()).with("clients", CLIENTS))
                .run("crowd")
                .getJsonArray("clients")
                .getValuesAs(JsonObject.class);
    }

    private static void assertServed(List<JsonObject> clients) {
        List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
        assertThat(clients).hasSize(CLIENTS).allSatisfy(client -> {
            assertThat(client.getJsonArray("failures")).as("%s", client).isEmpty();
            assertThat(client.getInt("acks")).isEqualTo(EVENTS);
            assertThat(numbers(client.getJsonArray("responses"))).isEqualTo(all);
            assertThat(client.getString("ended"))
                    .isEqualTo(client.getString("transport").equals("polling") ? "polling" : "websocket");
        });
    }

    private static List<Integer> numbers(JsonArray array) {
        return array.getValuesAs(JsonNumber.class).stream()
                .map(JsonNumber::intValue)
                .toList();
    }

    private static List<String> transports(List<JsonObject> clients) {
        return clients.stream()
                .map(client -> client.getJsonString("transport"))
                .map(JsonString::getString)
                .distinct()
                .collect(Collectors.toList());
    }

    /** Both nodes had clients, or there was no choice to be made. */
    private static void report(String way, int... logs) {
        long first = connected(one, logs[0]);
        long second = connected(two, logs[1]);
        System.out.println(way + ": " + CLIENTS + " clients, " + first + " at one node and " + second
                + " at the other, no failure");
        assertThat(first + second).isEqualTo(CLIENTS);
        assertThat(first).isBetween(1L, CLIENTS - 1L);
    }

    private static long connected(ServerProcess node, int log) {
        return node.logFrom(log).stream()
                .filter(line -> line.contains("client connected."))
                .count();
    }

    /** What a bean of the node was told, over a WebSocket. */
    private static String origin(URI base, String address, String... headers) throws IOException {
        try (RawPeer peer = new RawPeer(base, InetAddress.getByName(address))) {
            assertThat(peer.upgrade("EIO=4&transport=websocket", headers)
                            .answer()
                            .status())
                    .isEqualTo(101);
            peer.frame();
            peer.frame("40/visitor,").frame();
            String answer = peer.frame("42/visitor,1[\"origin\"]").frame();
            return answer.substring("43/visitor,1[".length(), answer.length() - 1);
        }
    }
}
