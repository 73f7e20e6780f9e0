package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.TextPacket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads send while bursts are settled on other threads, GETs come and go, some fail, and the transport changes. */
@Timeout(60)
final class ConcurrentSendingTest {
    private static final int THREADS = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** One burst at a time goes through; settled at once, later on another thread, or not at all at first. */
    private final class Pipe implements Transport {
        private final TransportName name;
        private final List<String> arrived;
        private final AtomicBoolean polled = new AtomicBoolean();
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicInteger bursts = new AtomicInteger();

        Pipe(TransportName name, List<String> arrived) {
            this.name = name;
            this.arrived = arrived;
        }

        @Override
        public TransportName name() {
            return name;
        }

        @Override
        public boolean writable() {
            return name == TransportName.WEBSOCKET || polled.get();
        }

        @Override
        public void send(List<OutboundMessage> burst, Completion completion) {
            if (!busy.compareAndSet(false, true)) {
                throw new AssertionError("two bursts at once");
            }
            if (name == TransportName.POLLING && !polled.compareAndSet(true, false)) {
                busy.set(false);
                completion.unsent();
                return;
            }
            boolean lost = name == TransportName.POLLING && bursts.get() % 7 == 3;
            switch (bursts.getAndIncrement() % 3) {
                case 0 -> settle(burst, completion, lost);
                default -> threads.execute(() -> settle(burst, completion, lost));
            }
        }

        private void settle(List<OutboundMessage> burst, Completion completion, boolean lost) {
            if (!lost) {
                for (OutboundMessage message : burst) {
                    for (EnginePacket packet : message.packets()) {
                        arrived.add(((TextPacket) packet).data());
                    }
                }
            }
            busy.set(false);
            if (lost) {
                completion.unsent();
            } else {
                completion.sent();
            }
        }

        @Override
        public void close(Farewell farewell) {
            polled.set(false);
        }
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrderWhileTheTransportChanges() throws Exception {
        for (int round = 0; round < 50; round++) {
            exchange(round % 5);
        }
    }

    private void exchange(int pause) throws Exception {
        int each = 400;
        EngineFixture engine = new EngineFixture(EngineFixture.options(Integer.MAX_VALUE));
        // Bursts come one at a time, but the answer to a probe may come beside one.
        List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        Pipe polling = new Pipe(TransportName.POLLING, arrived);
        polling.polled.set(true);
        EngineSession session = engine.server.open(
                EngineFixture.request(""), new Admission.Handshake(EngineRevision.V4, "sid"), polling);
        List<Future<?>> senders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = thread + ":";
            senders.add(threads.submit(() -> {
                for (int i = 0; i < each; i++) {
                    session.send(message(name + i));
                }
            }));
        }
        Future<?> client = threads.submit(() -> {
            for (int polls = 0; polls < 20 + pause; polls++) {
                polling.polled.set(true);
                session.drain();
                Thread.onSpinWait();
            }
            Pipe webSocket = new Pipe(TransportName.WEBSOCKET, arrived);
            session.probe(webSocket);
            receive(session, webSocket, "2probe");
            receive(session, webSocket, "5");
        });
        client.get(30, TimeUnit.SECONDS);
        for (Future<?> sender : senders) {
            sender.get(30, TimeUnit.SECONDS);
        }
        CountDownLatch last = new CountDownLatch(1);
        threads.execute(() -> {
            while (!session.close()) {
                Thread.onSpinWait();
            }
            last.countDown();
        });
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();

        int[] next = new int[THREADS];
        for (String data : arrived) {
            int colon = data.indexOf(':');
            if (colon == 1) {
                int thread = data.charAt(0) - '0';
                assertThat(data).isEqualTo(thread + ":" + next[thread]);
                next[thread]++;
            }
        }
        assertThat(next).containsOnly(each);
    }

    /** CometD #527. */
    @Test
    void boundHoldsUnderConcurrentSenders() throws Exception {
        for (int round = 0; round < 200; round++) {
            EngineFixture engine = new EngineFixture();
            EngineSession session = engine.open(FakeTransport.polling());
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger accepted = new AtomicInteger();
            List<Future<?>> senders = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                senders.add(threads.submit(() -> {
                    start.await();
                    while (session.isOpen()) {
                        session.send(message("x".repeat(1000 - 1 - OutboundMessage.PACKET_BYTES)));
                        accepted.incrementAndGet();
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> sender : senders) {
                sender.get(30, TimeUnit.SECONDS);
            }

            assertThat(engine.seen.events)
                    .containsExactly(
                            "transport error: outbound queue: 10000 + 1000 bytes (expected: <= 10000)", "overflowed");
            assertThat(accepted.get()).isBetween(10 + 1, 10 + THREADS);
            assertThat(engine.server.overflows()).isEqualTo(1);
        }
    }
}
