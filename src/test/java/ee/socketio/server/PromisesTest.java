package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Arguments;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Sweeper;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server promises, each promise in the words it is given in. */
@Timeout(30)
final class PromisesTest {
    private final Sweeper sweeper = new Sweeper(System::nanoTime);
    private final HandlerExecutor pool =
            HandlerExecutor.pool("pool", 2, PromisesTest::daemon, sweeper, PromisesTest.class.getClassLoader());
    private final TestServer server = new TestServer(pool);
    private final Namespace namespace = server.server.of("/");

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "promises");
        thread.setDaemon(true);
        return thread;
    }

    @BeforeEach
    void start() {
        sweeper.start(PromisesTest::daemon);
    }

    @AfterEach
    void close() {
        server.close();
        pool.close();
        sweeper.close();
    }

    private Socket join(FakeClient client) throws InterruptedException {
        client.hands("0");
        String id = client.awaits().substring("40{\"sid\":\"".length());
        Socket socket = namespace.socket(id.substring(0, 20)).orElseThrow();
        // Events are handled once nothing is held back any more.
        socket.once("ready", event -> event.ack().send());
        client.hands("20[\"ready\"]");
        assertThat(client.awaits()).isEqualTo("430[]");
        return socket;
    }

    @Test
    void eventsOfOneSocketAreHandledInOrderAndNeverTwoAtOnce() throws Exception {
        FakeClient client = server.client();
        Socket socket = join(client);
        List<Integer> seen = new ArrayList<>();
        AtomicInteger running = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1000);
        socket.on("n", event -> {
            assertThat(running.incrementAndGet()).isEqualTo(1);
            seen.add(event.arguments().get(0, int.class));
            running.decrementAndGet();
            all.countDown();
        });

        for (int i = 0; i < 1000; i++) {
            client.hands("2[\"n\"," + i + "]");
            while (i - (1000 - all.getCount()) > 200 && !client.isClosed()) {
                Thread.onSpinWait();
            }
        }

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    /** mrniko/netty-socketio#697. */
    @Test
    void handlerThatBlocksDelaysNeitherAnotherSocketNorItsOwnHeartbeat() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FakeClient one = server.client();
        FakeClient two = server.client();
        join(one).on("block", event -> {
            blocked.countDown();
            release.await();
            event.ack().send("done");
        });
        join(two).on("echo", event -> event.ack().send("echo"));

        one.hands("20[\"block\"]");
        blocked.await();
        two.hands("20[\"echo\"]");
        assertThat(two.awaits()).isEqualTo("430[\"echo\"]");

        server.clock.advance(Duration.ofSeconds(25));
        server.clock.advance(Duration.ofMillis(10));
        assertThat(one.awaits()).isEqualTo("2");
        one.pongs();
        two.pongs();
        server.clock.advance(Duration.ofSeconds(24));
        assertThat(one.isClosed()).isFalse();

        release.countDown();
        assertThat(one.awaits()).isEqualTo("430[\"done\"]");
    }

    @Test
    void handlersMayWaitForAcknowledgementsEvenIfAllThreadsDo() throws Exception {
        FakeClient one = server.client();
        FakeClient two = server.client();
        for (Socket socket : List.of(join(one), join(two))) {
            socket.on("ask", event -> {
                Arguments answer = event.socket()
                        .emitWithAck("question")
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                event.ack().send(answer.json(0));
            });
        }

        one.hands("27[\"ask\"]");
        two.hands("28[\"ask\"]");
        String first = awaitGathered(one);
        String second = awaitGathered(two);

        one.hands("3" + first.charAt(2) + "[1]");
        two.hands("3" + second.charAt(2) + "[2]");
        assertThat(one.awaits()).isEqualTo("437[\"1\"]");
        assertThat(two.awaits()).isEqualTo("438[\"2\"]");
    }

    @Test
    void handlersMayWaitForWhatIsAttachedToAcknowledgementsEvenIfAllThreadsDo() throws Exception {
        FakeClient one = server.client();
        FakeClient two = server.client();
        for (Socket socket : List.of(join(one), join(two))) {
            socket.on("ask", event -> {
                String answer = event.socket()
                        .emitWithAck("question")
                        .thenApply(arguments -> arguments.json(0))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                event.ack().send(answer);
            });
        }

        one.hands("27[\"ask\"]");
        two.hands("28[\"ask\"]");
        String first = awaitGathered(one);
        String second = awaitGathered(two);
        one.hands("3" + first.charAt(2) + "[1]");
        two.hands("3" + second.charAt(2) + "[2]");

        assertThat(one.awaits()).isEqualTo("437[\"1\"]");
        assertThat(two.awaits()).isEqualTo("438[\"2\"]");
    }

    /** What handlers send is gathered for some milliseconds, by the test's clock. */
    private String awaitGathered(FakeClient client) throws InterruptedException {
        String frame = null;
        while (frame == null) {
            server.clock.advance(Duration.ofMillis(1));
            frame = client.transport.frames.poll(10, TimeUnit.MILLISECONDS);
        }
        return frame;
    }

    @Test
    void emitFromManyThreadsKeepsEachThreadsOrder() throws Exception {
        FakeClient client = server.client();
        Socket socket = join(client);
        int threads = 8;
        int each = 500;
        ExecutorService emitters = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            emitters.execute(() -> {
                for (int i = 0; i < each; i++) {
                    if (i % 2 == 0) {
                        socket.emit("n", thread, i, new byte[] {1});
                    } else {
                        namespace.emit("n", thread, i, new byte[] {1});
                    }
                }
            });
        }
        emitters.shutdown();
        assertThat(emitters.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        List<String> frames = client.frames();
        assertThat(frames).hasSize(threads * each * 2);
        int[] next = new int[threads];
        for (int i = 0; i < frames.size(); i += 2) {
            String[] parts = frames.get(i).split(",", -1);
            int thread = Integer.parseInt(parts[1]);
            assertThat(Integer.parseInt(parts[2])).isEqualTo(next[thread]++);
            assertThat(frames.get(i + 1))
                    .as("the attachment follows its header")
                    .isEqualTo("<01>");
        }
    }

    @Test
    void emitNeverThrowsBecauseAPeerIsSlowOrGone() throws Exception {
        FakeClient slow = server.client();
        FakeClient gone = server.client();
        Socket toSlow = join(slow);
        Socket toGone = join(gone);
        slow.transport.settles = false;
        gone.vanishes();

        for (int i = 0; i < 1000; i++) {
            toSlow.emit("x", "y".repeat(1000));
            toGone.emit("x");
            namespace.emit("x");
        }

        assertThat(slow.isClosed()).isTrue();
        assertThat(server.server.engine().overflows()).isEqualTo(1);
    }

    @Test
    void clientThatDoesNotReadIsDisconnectedBeforeItHoldsMoreThanTheBound() throws Exception {
        FakeClient client = server.client();
        Socket socket = join(client);
        client.transport.settles = false;
        int accepted = 0;
        while (socket.connected()) {
            socket.emit("x", "y".repeat(990));
            accepted++;
        }

        assertThat(accepted * 1000).isBetween(TestServer.MAX_QUEUE * 9 / 10, TestServer.MAX_QUEUE + 1000);
    }

    @Test
    void clientThatSendsFasterThanItsHandlersTakeIsDisconnected() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        FakeClient client = server.client();
        join(client).on("x", event -> release.await());

        int sent = 0;
        while (!client.isClosed()) {
            client.hands("2[\"x\",\"" + "y".repeat(1000) + "\"]");
            sent++;
        }
        release.countDown();

        assertThat(sent).isBetween(70, TestServer.MAX_BACKLOG / 1000);
    }

    @Test
    void attachmentsCountAgainstTheInboundBoundToo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        FakeClient client = server.client();
        join(client).on("x", event -> release.await());
        String bytes = "<" + "00 ".repeat(9_999) + "00>";

        int sent = 0;
        while (!client.isClosed()) {
            client.hands("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", bytes);
            sent++;
        }
        release.countDown();

        assertThat(sent).isBetween(9, 11);
    }

    @Test
    void connectsThatWaitForTheirHandlersCountAgainstTheInboundBoundToo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        namespace.use(socket -> release.await());
        FakeClient client = server.client();

        for (int sent = 0; !client.isClosed(); sent++) {
            assertThat(sent).isLessThan(TestServer.MAX_BACKLOG / 200);
            client.hands("0", "1");
        }
        release.countDown();
    }

    @Test
    void broadcastEncodesItsPayloadOnce() throws Exception {
        AtomicInteger written = new AtomicInteger();
        List<FakeClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(server.client());
            join(clients.get(i));
        }
        Iterable<Integer> counted = () -> {
            written.incrementAndGet();
            return List.of(1, 2).iterator();
        };

        namespace.emit("x", counted, new byte[] {1});

        assertThat(written).hasValue(1);
        for (FakeClient client : clients) {
            assertThat(client.awaits()).startsWith("451-[\"x\",[1,2]");
        }
        Set<OutboundMessage> messages = Collections.newSetFromMap(new IdentityHashMap<>());
        clients.forEach(client -> messages.add(client.transport.messages.get(client.transport.messages.size() - 1)));
        assertThat(messages).as("one message shared by all").hasSize(1);
    }

    @Test
    void brokenHandlerCostsThatEventOnly() throws Exception {
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        server.server.onError((event, failure) -> failures.add(event.name()));
        FakeClient client = server.client();
        Socket socket = join(client);
        socket.on("exception", event -> {
            throw new IllegalStateException();
        });
        socket.on("error", event -> {
            throw new StackOverflowError();
        });
        socket.on("ok", event -> event.ack().send());

        client.hands("20[\"exception\"]", "21[\"error\"]", "22[\"ok\"]");

        assertThat(client.awaits()).isEqualTo("432[]");
        assertThat(failures).containsExactly("exception", "error");
    }

    @Test
    void closingLeavesNoThread() throws Exception {
        FakeClient client = server.client();
        CountDownLatch ran = new CountDownLatch(1);
        join(client).on("x", event -> ran.countDown());
        client.hands("2[\"x\"]");
        ran.await();

        close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("promises")) {
                // A pool has ended a moment before its threads have.
                thread.join(1000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void disconnectListenersStillRunWhenTheServerCloses() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        FakeClient client = server.client();
        join(client).onDisconnect((socket, reason) -> {
            socket.emit("dropped", Map.of());
            told.countDown();
        });

        server.close();
        pool.close();

        assertThat(told.getCount()).isZero();
    }

    /** mrniko/netty-socketio#868, CometD#1716: connect and abort in every state. */
    @Test
    void nothingRemainsOfClientsThatCameAndWent() throws Exception {
        server.server.of(name -> name.startsWith("/dynamic"));
        namespace.onConnect(socket -> socket.join("room"));
        for (int i = 0; i < 10_000; i++) {
            FakeClient client = server.client();
            switch (i % 4) {
                case 0 -> {}
                case 1 -> client.hands("0");
                case 2 -> client.hands("0", "2[\"x\"]", "0/dynamic" + i + ",");
                default -> client.hands("0", "51-[\"x\",{\"_placeholder\":true,\"num\":0}]");
            }
            client.vanishes();
        }
        pool.close();

        assertThat(server.server.clientsCount()).isZero();
        assertThat(namespace.sockets()).isEmpty();
        assertThat(namespace.to("room").sockets()).isEmpty();
        assertThat(server.server.namespaces()).hasSize(1);
    }
}
