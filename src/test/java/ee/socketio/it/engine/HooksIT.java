package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineRequest;
import ee.socketio.wire.engine.ProtocolException;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How an application takes part below namespaces. */
final class HooksIT {
    private static final Queue<String> REFUSED = new ConcurrentLinkedQueue<>();
    private static EngineTomcat tomcat;

    /** Decides late, names its sessions, and sets headers. */
    private static final class Hooks implements EngineHooks {
        private final AtomicInteger sessions = new AtomicInteger();

        @Override
        public CompletionStage<Optional<String>> refusalLater(EngineRequest opening) {
            return CompletableFuture.supplyAsync(
                    () -> Optional.ofNullable(opening.parameter("refuse")),
                    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        }

        @Override
        public CompletionStage<Optional<String>> sessionIdLater(EngineRequest opening) {
            return opening.parameter("nameless") == null
                    ? CompletableFuture.supplyAsync(
                            () -> Optional.of("node1-" + sessions.getAndIncrement()),
                            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                    : CompletableFuture.failedFuture(new IllegalStateException("provoked"));
        }

        @Override
        public void headers(EngineRequest request, boolean opening, BiConsumer<String, String> headers) {
            headers.accept("X-Each", request.method());
            if (opening) {
                headers.accept("Set-Cookie", "first=1");
            }
        }

        @Override
        public void refused(EngineRequest request, ProtocolException problem) {
            REFUSED.add(problem.error().code() + " " + problem.error().message() + ": " + problem.getMessage());
        }
    }

    @BeforeAll
    static void start() {
        EngineTomcat.Settings settings = new EngineTomcat.Settings();
        settings.hooks = new Hooks();
        settings.initialPacket = "welcome";
        Filter first = (request, response, chain) -> {
            ((HttpServletResponse) response).addHeader("X-Order", "first");
            switch (query(request)) {
                case "throws" -> throw new IllegalStateException("provoked");
                case "ends" -> ((HttpServletResponse) response).sendError(402);
                default -> chain.doFilter(request, response);
            }
        };
        Filter second = (request, response, chain) -> {
            ((HttpServletResponse) response).addHeader("X-Order", "second");
            chain.doFilter(request, response);
            chain.doFilter(request, response);
        };
        Filter third = (request, response, chain) -> {
            boolean reads = ((HttpServletRequest) request).getHeader("X-Read-Body") != null;
            chain.doFilter(reads ? new RepeatedBody((HttpServletRequest) request) : request, response);
        };
        settings.middlewares = List.of(first, second, third);
        tomcat = settings.start();
    }

    private static String query(ServletRequest request) {
        String query = ((HttpServletRequest) request).getQueryString();
        return query.substring(query.lastIndexOf('=') + 1);
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    private static RawPeer.Response get(String query) {
        return RawPeer.once(tomcat.base(), query);
    }

    @Test
    void headersAreSetOnEachResponseAndInitialOnesOnTheFirstAlone() {
        RawPeer.Response first = get("EIO=4&transport=polling");
        String session = "EIO=4&transport=polling&sid=" + first.sid();
        assertThat(first.header("x-each")).isEqualTo("GET");
        assertThat(first.header("set-cookie")).isEqualTo("first=1");

        try (RawPeer peer = new RawPeer(tomcat.base())) {
            RawPeer.Response post = peer.post(session, "4x");
            assertThat(post.header("x-each")).isEqualTo("POST");
            assertThat(post.headers()).doesNotContainKey("set-cookie");
            RawPeer.Response poll = peer.get(session);
            assertThat(poll.header("x-each")).isEqualTo("GET");
            assertThat(poll.headers()).doesNotContainKey("set-cookie");
        }
        try (RawWebSocket upgrade = RawWebSocket.open(tomcat.base(), session.replace("polling", "websocket"))) {
            assertThat(upgrade.handshake().header("x-each")).isEqualTo("GET");
            assertThat(upgrade.handshake().headers()).doesNotContainKey("set-cookie");
        }
        try (RawWebSocket webSocket = RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket")) {
            assertThat(webSocket.handshake().header("set-cookie")).isEqualTo("first=1");
        }
    }

    @Test
    void limitHoldsForABodyThatAMiddlewareHasRead() {
        String session =
                "EIO=4&transport=polling&sid=" + get("EIO=4&transport=polling").sid();
        try (RawPeer peer = new RawPeer(tomcat.base());
                RawPeer other = new RawPeer(tomcat.base())) {
            assertThat(peer.post(session, "4", "X-Read-Body: yes").body()).isEqualTo("ok");
            assertThat(peer.post(session, "4" + "x".repeat(999_999), "X-Read-Body: yes")
                            .body())
                    .isEqualTo("ok");
            assertThat(other.post(session, "4" + "x".repeat(1_000_000), "X-Read-Body: yes")
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void applicationNamesItsSessionsAndGreetsThem() {
        assertThat(get("EIO=4&transport=polling").body())
                .startsWith("0{\"sid\":\"node1-")
                .endsWith("}\u001e4welcome");
        try (RawWebSocket webSocket = RawWebSocket.session(tomcat.base(), "EIO=4")) {
            assertThat(webSocket.sid()).startsWith("node1-");
            assertThat(webSocket.nextText()).isEqualTo("4welcome");
        }
    }

    @Test
    void idThatCannotBeChosenIsABadRequest() {
        RawPeer.Response response = get("EIO=4&transport=polling&nameless=1");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket&nameless=1")
                        .handshake()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void lateRefusalIsToldInItsOwnWordsAndTheApplicationInTheProtocols() {
        RawPeer.Response refusal = get("EIO=4&transport=polling&refuse=closed%20today");

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.body()).isEqualTo("{\"code\":4,\"message\":\"closed today\"}");
        assertThat(REFUSED).contains("4 Forbidden: closed today");
        assertThat(RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket&refuse=no")
                        .handshake()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void middlewaresAreAppliedInOrderToPollingAndToThe101() {
        assertThat(get("EIO=4&transport=polling").header("x-order")).isEqualTo("first, second");
        try (RawWebSocket webSocket = RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket")) {
            assertThat(webSocket.handshake().header("x-order")).isEqualTo("first, second");
        }
    }

    @Test
    void middlewareThatEndsTheResponseStopsProcessing() {
        RawPeer.Response response = get("EIO=4&transport=polling&x=ends");

        assertThat(response.status()).isEqualTo(402);
        assertThat(response.header("x-order")).isEqualTo("first");
        assertThat(RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket&x=ends")
                        .handshake()
                        .status())
                .isEqualTo(402);
    }

    @Test
    void middlewareThatThrowsIsABadRequest() {
        RawPeer.Response response = get("EIO=4&transport=polling&x=throws");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket&x=throws")
                        .handshake()
                        .status())
                .isEqualTo(400);
    }
}
