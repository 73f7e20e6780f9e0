package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.Admission;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.QueuePolicy;
import ee.socketio.engine.SessionListener;
import ee.socketio.engine.Sweeper;
import ee.socketio.engine.TransportName;
import ee.socketio.engine.UpgradeRequest;
import ee.socketio.engine.websocket.EngineConfigurator;
import ee.socketio.engine.websocket.EngineEndpoint;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.QueryString;
import ee.socketio.wire.engine.TextPacket;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The endpoint on another implementation of Jakarta WebSocket, which hands over whole frames, reports a message as sent
 * on the sender's own thread, and queues without a bound. There is no Filter: the handshake comes from a configurator.
 */
@Timeout(30)
final class TyrusIT {
    private static final int MAX = 10_000;
    private static final Sweeper SWEEPER = new Sweeper(System::nanoTime);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final EngineServer ENGINE = new EngineServer(
            new EngineOptions(
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    MAX,
                    8 << 20,
                    QueuePolicy.DISCONNECT,
                    Set.of(TransportName.values()),
                    true,
                    true,
                    false,
                    "",
                    EngineOptions.SOME_WAITING),
            EngineHooks.NONE,
            SWEEPER,
            THREADS,
            Echo::new);
    private static Server tyrus;

    /** What the Filter does elsewhere. */
    public static final class Configurator extends EngineConfigurator {
        @Override
        protected UpgradeRequest current() {
            EngineRequest request = new EngineRequest(
                    "GET",
                    "/socket.io/",
                    QueryString.parse("EIO=4&transport=websocket"),
                    Map.of(),
                    "127.0.0.1",
                    false,
                    null);
            Admission admission = ENGINE.admit(request, true);
            return new UpgradeRequest(ENGINE, request, admission);
        }
    }

    /** The endpoint without its annotations, to which Tyrus allows no other configurator. */
    public static final class Programmatic extends Endpoint {
        private final EngineEndpoint endpoint = new EngineEndpoint();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            endpoint.open(session, config);
            session.addMessageHandler(String.class, (MessageHandler.Partial<String>) endpoint::text);
            session.addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>) endpoint::binary);
        }

        @Override
        public void onClose(Session session, jakarta.websocket.CloseReason reason) {
            endpoint.close();
        }

        @Override
        public void onError(Session session, Throwable problem) {
            endpoint.error(problem);
        }
    }

    /** Registers the endpoint with that configurator. */
    public static final class Application implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
            return Set.of(ServerEndpointConfig.Builder.create(Programmatic.class, UpgradeRequest.ENDPOINT_PATH)
                    .configurator(new Configurator())
                    .build());
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of();
        }
    }

    private record Echo(EngineSession session) implements SessionListener {
        @Override
        public void opened() {}

        @Override
        public void text(TextPacket packet) {
            session.send(OutboundMessage.of(List.of(packet), true));
        }

        @Override
        public void binary(BinaryPacket packet) {
            session.send(OutboundMessage.of(List.of(packet), true));
        }

        @Override
        public void closed(CloseReason reason, String description) {}
    }

    @BeforeAll
    static void start() throws Exception {
        SWEEPER.start(Thread::new);
        tyrus = new Server("localhost", 0, "/", Map.of(), Application.class);
        tyrus.start();
    }

    @AfterAll
    static void stop() {
        ENGINE.close();
        tyrus.stop();
        SWEEPER.close();
        THREADS.shutdown();
    }

    private static RawWebSocket open() {
        return RawWebSocket.session(URI.create("http://localhost:" + tyrus.getPort() + "/"), "EIO=4");
    }

    @Test
    void textAndBytesComeBack() {
        try (RawWebSocket webSocket = open()) {
            assertThat(webSocket.text("4你好 😀").nextText()).isEqualTo("4你好 😀");
            assertThat(webSocket.binary((byte) 1, (byte) 2).next().bytes()).containsExactly(1, 2);
        }
    }

    @Test
    void messageMayComeInParts() {
        byte[] text = "4äöü😀".getBytes(StandardCharsets.UTF_8);
        try (RawWebSocket webSocket = open()) {
            for (int cut = 1; cut < text.length; cut++) {
                webSocket.frame(RawWebSocket.TEXT, false, Arrays.copyOf(text, cut));
                webSocket.frame(RawWebSocket.CONTINUATION, true, Arrays.copyOfRange(text, cut, text.length));
                assertThat(webSocket.nextText()).isEqualTo("4äöü😀");
            }
        }
    }

    @Test
    void limitHoldsForAFrameThatComesWhole() {
        String largest = "4" + "x".repeat(MAX - 1);
        try (RawWebSocket webSocket = open()) {
            assertThat(webSocket.text(largest).nextText()).isEqualTo(largest);
            assertThat(webSocket.text(largest + "x").nextCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void eachOfEightThreadsKeepsItsOrder() {
        int threads = 8;
        int each = 2000;
        try (RawWebSocket webSocket = open()) {
            EngineSession session = ENGINE.sessions().stream()
                    .filter(candidate -> candidate.id().equals(webSocket.sid()))
                    .findAny()
                    .orElseThrow();
            for (int thread = 0; thread < threads; thread++) {
                String name = thread + ":";
                THREADS.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        session.send(Echoes.message(name + i));
                    }
                });
            }
            int[] next = new int[threads];
            for (int i = 0; i < threads * each; i++) {
                String frame = webSocket.nextText();
                int thread = frame.charAt(1) - '0';
                assertThat(frame).isEqualTo("4" + thread + ":" + next[thread]);
                next[thread]++;
            }
            assertThat(next).containsOnly(each);
        }
    }

    @Test
    void longBurstDoesNotOverflowTheStack() {
        try (RawWebSocket webSocket = open()) {
            for (int i = 0; i < 10_000; i++) {
                webSocket.text("4" + i);
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(webSocket.nextText()).isEqualTo("4" + i);
            }
        }
    }

    @Test
    void malformedFrameClosesTheConnection() {
        try (RawWebSocket webSocket = open()) {
            assertThat(webSocket.text("nonsense").nextCloseCode()).isEqualTo(1000);
        }
    }
}
