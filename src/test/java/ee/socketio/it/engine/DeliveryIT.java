package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Connections.Overflow;
import ee.socketio.Socket;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that block and clients that do not read, over real connections. */
@Timeout(120)
final class DeliveryIT {
    private static final int MAX_QUEUE_BYTES = 65_536;
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Pattern QUEUE = Pattern.compile("outbound queue: (\\d+) \\+ (\\d+) bytes.*");

    /** Those in which a handler may block. */
    static Stream<String> modesWithThreads() {
        return Runtime.version().feature() < 21 ? Stream.of("pool") : Stream.of("pool", "virtual");
    }

    /**
     * mrniko/netty-socketio #697, #605: what one client's handler does is nobody else's business, and its own connection
     * goes on.
     */
    @ParameterizedTest
    @MethodSource("modesWithThreads")
    void handlerThatBlocksDelaysNeitherAnotherSocketNorItsOwnHeartbeatNorTheAckItWaitsFor(String mode)
            throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (SocketTomcat tomcat = new SocketTomcat(mode, Duration.ofMillis(250), MAX_QUEUE_BYTES)) {
            tomcat.server().of("/").onConnect(socket -> {
                socket.on("echo", event -> event.ack().send("echo"));
                socket.on("block", event -> {
                    String answer = socket.emitWithAck("question")
                            .thenApply(arguments -> arguments.get(0, String.class))
                            .toCompletableFuture()
                            .join();
                    blocked.countDown();
                    release.await();
                    event.ack().send(answer);
                });
            });
            try (RawWebSocket other = tomcat.join();
                    RawWebSocket one = tomcat.join()) {
                medianEcho(other);
                long before = medianEcho(other);

                one.text("420[\"block\"]");
                one.text("43" + nextWithoutPing(one, "42").charAt(2) + "[\"yes\"]");
                blocked.await();
                long meanwhile = medianEcho(other);
                System.out.println(
                        mode + ": median echo " + before + " us, while another handler blocks " + meanwhile + " us");
                assertThat(meanwhile).isLessThan(5 * before + 20_000);

                for (int beat = 0; beat < 2; beat++) {
                    assertThat(one.nextText()).isEqualTo("2");
                    one.text("3");
                }
                release.countDown();
                assertThat(nextWithoutPing(one, "43")).isEqualTo("430[\"yes\"]");
            }
        }
    }

    /** The next frame that begins like that; heartbeats are answered. */
    private static String nextWithoutPing(RawWebSocket webSocket, String start) {
        String frame = webSocket.nextText();
        while (frame.equals("2")) {
            webSocket.text("3");
            frame = webSocket.nextText();
        }
        assertThat(frame).startsWith(start);
        return frame;
    }

    /** How long an event takes to be answered, in microseconds. */
    private static long medianEcho(RawWebSocket webSocket) {
        long[] micros = new long[50];
        for (int i = 0; i < micros.length; i++) {
            long start = System.nanoTime();
            webSocket.text("421[\"echo\"]");
            assertThat(nextWithoutPing(webSocket, "43")).isEqualTo("431[\"echo\"]");
            micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        }
        Arrays.sort(micros);
        return micros[micros.length / 2];
    }

    /** CometD #527: the bound holds however many emit. Nobody who emits waits for the client, in direct mode either. */
    @ParameterizedTest
    @ValueSource(strings = {"pool", "direct"})
    void clientThatStopsReadingIsDisconnectedWithAtMostTheBoundHeldUnderTenEmitters(String mode) throws Exception {
        int emitters = 10;
        String payload = "x".repeat(5_000);
        Queue<Long> slowest = new ConcurrentLinkedQueue<>();
        try (SocketTomcat tomcat = new SocketTomcat(mode, NEVER, MAX_QUEUE_BYTES);
                RawWebSocket deaf = tomcat.joinNarrow()) {
            Socket socket = tomcat.server().of("/").sockets().iterator().next();
            ExecutorService threads = Executors.newFixedThreadPool(emitters);
            for (int i = 0; i < emitters; i++) {
                threads.execute(() -> {
                    long most = 0;
                    while (socket.connected()) {
                        long start = System.nanoTime();
                        socket.emit("x", payload);
                        most = Math.max(most, System.nanoTime() - start);
                    }
                    slowest.add(TimeUnit.NANOSECONDS.toMillis(most));
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            assertThat(held(socket)).isLessThanOrEqualTo(MAX_QUEUE_BYTES);
            assertThat(tomcat.server().connections().overflows(Overflow.NOT_READING))
                    .isEqualTo(1);
            assertThat(slowest)
                    .hasSize(emitters)
                    .as("milliseconds of the slowest emit")
                    .allMatch(millis -> millis < 900);
            assertThat(tomcat.server().connections().count()).isZero();
            // Or Tomcat waits for it to take its leave.
            deaf.peer().reset();
        }
    }

    /**
     * What a handler has sent may be written while its thread waits for the client; that is for some threads only, and
     * others do not notice.
     */
    @ParameterizedTest
    @MethodSource("modesWithThreads")
    void clientThatStopsReadingHoldsItsShareOfThreadsAndGetsEverythingWhenItGoesOn(String mode) throws Exception {
        String payload = "x".repeat(2_000);
        AtomicInteger handled = new AtomicInteger();
        try (SocketTomcat tomcat = new SocketTomcat(mode, NEVER, 100 * MAX_QUEUE_BYTES)) {
            tomcat.server().of("/").onConnect(socket -> {
                socket.on("echo", event -> event.ack().send("echo"));
                socket.on("twice", event -> {
                    int n = event.arguments().get(0, int.class);
                    socket.emit("one", n, payload);
                    socket.emit("two", n, payload);
                    handled.incrementAndGet();
                });
            });
            Semaphore patience = tomcat.server().engine().patience();
            try (RawWebSocket other = tomcat.join();
                    RawWebSocket listener = tomcat.join();
                    RawWebSocket one = tomcat.joinNarrow();
                    RawWebSocket two = tomcat.joinNarrow();
                    RawWebSocket three = tomcat.joinNarrow()) {
                List<RawWebSocket> deaf = List.of(one, two, three);
                medianEcho(other);
                long before = medianEcho(other);
                int asked = askUntilAThreadWaits(deaf, handled, patience);

                long meanwhile = medianEcho(other);
                long start = System.nanoTime();
                tomcat.server().of("/").emit("hello");
                assertThat(listener.nextText()).isEqualTo("42[\"hello\"]");

                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
                assertThat(meanwhile).isLessThan(5 * before + 20_000);
                assertThat(patience.availablePermits()).isZero();
                for (RawWebSocket each : deaf) {
                    for (int i = 0; i < asked; i++) {
                        assertThat(nextFor(each)).isEqualTo("42[\"one\"," + i + ",\"" + payload + "\"]");
                        assertThat(nextFor(each)).isEqualTo("42[\"two\"," + i + ",\"" + payload + "\"]");
                    }
                }
            }
        }
    }

    /** Returns how many events each has sent. */
    private static int askUntilAThreadWaits(List<RawWebSocket> deaf, AtomicInteger handled, Semaphore patience) {
        int asked = 0;
        while (!isUsedUp(patience)) {
            assertThat(asked).isLessThan(1_500);
            for (RawWebSocket each : deaf) {
                each.text("42[\"twice\"," + asked + "]");
            }
            asked++;
            while (handled.get() < deaf.size() * asked && patience.availablePermits() > 0) {
                Thread.onSpinWait();
            }
        }
        return asked;
    }

    /** For longer than a write takes. */
    private static boolean isUsedUp(Semaphore permits) {
        long start = System.nanoTime();
        while (permits.availablePermits() == 0) {
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(300)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** The next frame that is no broadcast. */
    private static String nextFor(RawWebSocket webSocket) {
        String frame = webSocket.nextText();
        return frame.equals("42[\"hello\"]") ? webSocket.nextText() : frame;
    }

    /**
     * What waits for those who do not read is bounded, all of it together on the heap and not only as it is counted; and
     * it goes with them.
     */
    @Test
    void thousandClientsThatDoNotReadLeaveTheHeapFlat() throws Exception {
        int clients = Integer.getInteger("deaf.clients", 1_000);
        String payload = "x".repeat(16_000);
        List<RawWebSocket> deaf = new ArrayList<>();
        try (SocketTomcat tomcat = new SocketTomcat("pool", NEVER, MAX_QUEUE_BYTES)) {
            for (int i = 0; i < clients; i++) {
                deaf.add(tomcat.joinNarrow());
            }
            Queue<Integer> held = new ConcurrentLinkedQueue<>();
            CountDownLatch letGo = new CountDownLatch(clients);
            tomcat.server()
                    .of("/")
                    .sockets()
                    .forEach(socket -> socket.onDisconnect((gone, reason) -> {
                        held.add(held(gone));
                        letGo.countDown();
                    }));
            long before = liveHeap();
            long full = before;
            for (int round = 0; tomcat.server().connections().count() > 0 && round < 1000; round++) {
                full = Math.max(full, liveHeap());
                // To each its own, for a broadcast would be kept once for all of them.
                tomcat.server().of("/").sockets().forEach(socket -> socket.emit("x", payload));
            }
            assertThat(letGo.await(30, TimeUnit.SECONDS)).isTrue();
            long after = liveHeap();
            System.out.println(clients + " clients that do not read: live heap before " + mebi(before)
                    + " MiB, at most " + mebi(full) + " MiB, after " + mebi(after) + " MiB");

            assertThat(tomcat.server().connections().overflows(Overflow.NOT_READING))
                    .isEqualTo(clients);
            assertThat(held).hasSize(clients).allMatch(bytes -> bytes <= MAX_QUEUE_BYTES);
            assertThat(full - before)
                    .as("what waited for them, and what the container had of it under way")
                    .isBetween((long) clients * MAX_QUEUE_BYTES / 2, 2L * clients * MAX_QUEUE_BYTES);
            assertThat(after - before)
                    .as("what the container has still under way")
                    .isLessThan((long) clients * MAX_QUEUE_BYTES / 2);
            deaf.forEach(webSocket -> webSocket.peer().reset());
        }
    }

    /** How much waited for it when it was disconnected, in bytes. */
    private static int held(Socket gone) {
        Matcher queue = QUEUE.matcher(gone.disconnectDescription().orElseThrow());
        assertThat(queue.matches()).isTrue();
        return Integer.parseInt(queue.group(1));
    }

    private static long liveHeap() {
        System.gc();
        return usedHeap();
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long mebi(long bytes) {
        return bytes >> 20;
    }

    /** An end that clients have time to get used to. */
    @Test
    void closingServerRefusesNewcomersAndLetsTheOthersGoOneAfterTheOther() throws Exception {
        try (SocketTomcat tomcat = new SocketTomcat("pool", NEVER, MAX_QUEUE_BYTES);
                RawWebSocket one = tomcat.join();
                RawWebSocket two = tomcat.join();
                RawPeer polling = new RawPeer(tomcat.base())) {
            String sid = polling.get("EIO=4&transport=polling").sid();
            polling.request("GET", "EIO=4&transport=polling&sid=" + sid, "", "");
            Queue<String> reasons = new ConcurrentLinkedQueue<>();
            tomcat.server()
                    .of("/")
                    .sockets()
                    .forEach(socket -> socket.onDisconnect((gone, reason) -> reasons.add(reason.text())));
            long start = System.nanoTime();

            var closed = tomcat.server().close(Duration.ofSeconds(2)).toCompletableFuture();

            RawPeer.Response refused = RawPeer.once(tomcat.base(), "EIO=4&transport=polling");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Server shutting down\"}");
            assertThat(RawWebSocket.ask(tomcat.base(), "EIO=4&transport=websocket")
                            .handshake()
                            .status())
                    .as("before the upgrade")
                    .isEqualTo(503);
            assertThat(polling.response().body()).isEqualTo("1");
            one.nextCloseCode();
            two.nextCloseCode();
            closed.get(5, TimeUnit.SECONDS);

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThan(1_400);
            assertThat(reasons).containsExactly("server shutting down", "server shutting down");
        }
    }
}
