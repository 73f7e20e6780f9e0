package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.Recovery;
import ee.socketio.engine.CloseReason;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.FakeTransport;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told that has come back. */
final class ReplayTest extends RecoveryFixture {
    @Test
    void missedEventsComeInOrderBeforeTheConnectPacketWithTheSameIds() {
        Seat seat = sits();
        socket(seat).join("r");
        socket(seat).data().put("name", "Ann");
        namespace.emit("seen", 1);
        String offset = offset(seat.client().next());
        seat.client().vanishes();
        namespace.emit("all", 1);
        namespace.to("r").emit("room", 2);
        namespace.to(seat.sid()).emit("direct", 3);
        namespace.to("other").emit("not mine");
        namespace.except("r").emit("not mine");

        List<String> messages = comesBack(seat.pid(), offset);

        assertThat(messages).hasSize(4);
        assertThat(messages.get(0)).matches("2\\[\"all\",1,\"[\\w.-]+\"]");
        assertThat(messages.get(1)).matches("2\\[\"room\",2,\"[\\w.-]+\"]");
        assertThat(messages.get(2)).matches("2\\[\"direct\",3,\"[\\w.-]+\"]");
        assertThat(messages.get(3)).isEqualTo(connect(seat));
        assertThat(socket(seat).recovered()).isTrue();
        assertThat(socket(seat).rooms()).containsExactlyInAnyOrder(seat.sid(), "r");
        assertThat(socket(seat).data()).isEqualTo(Map.of("name", "Ann"));
    }

    @Test
    void eventsOfTheSocketItselfAreRecoveredToo() {
        Seat seat = sits();
        Socket lost = socket(seat);
        lost.emit("one");
        String offset = offset(seat.client().next());
        lost.emit("two");
        seat.client().vanishes();

        assertThat(comesBack(seat.pid(), offset).get(0)).startsWith("2[\"two\",\"");
    }

    /** The official server cannot do this: socketio/socket.io#5538. */
    @Test
    void clientThatHasReceivedNoEventIsToldAllSinceItsConnect() {
        namespace.emit("before");
        Seat seat = sits();
        namespace.emit("under way");
        seat.client().vanishes();
        namespace.emit("missed");

        List<String> messages = comesBack(seat.pid(), null);

        assertThat(messages).hasSize(3);
        assertThat(messages.get(0)).startsWith("2[\"under way\",\"");
        assertThat(messages.get(1)).startsWith("2[\"missed\",\"");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
    }

    @Test
    void bytesAreRecovered() {
        Seat seat = sits();
        seat.client().vanishes();
        namespace.emit("b", new byte[] {1, 2}, "text");

        List<String> messages = comesBack(seat.pid(), null);

        assertThat(messages.get(0)).matches("51-\\[\"b\",\\{\"_placeholder\":true,\"num\":0},\"text\",\"[\\w.-]+\"]");
        assertThat(messages.get(1)).isEqualTo("<01 02>");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
    }

    @Test
    void volatileEventCarriesTheNewestOffsetAndIsNotReplayed() {
        Seat seat = sits();
        namespace.emit("one");
        String offset = offset(seat.client().next());
        namespace.asVolatile().emit("v", "hello");
        String afterVolatile = offset(seat.client().next());
        assertThat(afterVolatile).isEqualTo(offset);
        seat.client().vanishes();
        namespace.asVolatile().emit("v", "hello");
        namespace.emit("two");

        List<String> messages = comesBack(seat.pid(), afterVolatile);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("2[\"two\",\"");
    }

    @Test
    void volatileEventBeforeAllOthersHasAnOffsetToo() {
        Seat seat = sits();
        namespace.asVolatile().emit("v", "hello");
        String offset = offset(seat.client().next());
        seat.client().vanishes();
        namespace.emit("one");

        assertThat(comesBack(seat.pid(), offset)).hasSize(2);
    }

    @Test
    void eventThatWantsAnAcknowledgementCarriesNoOffset() {
        Seat seat = sits();

        socket(seat).emitWithAck("x", 1);
        namespace.emitWithAck("y");

        assertThat(seat.client().messages()).containsExactly("20[\"x\",1]", "21[\"y\"]");
    }

    /** The stock client keeps the offset of an earlier session, perhaps of another server, when it begins anew. */
    @ParameterizedTest
    @ValueSource(strings = {"hello", "1.another", ".", "", "zzzzzzzzzzzzzzzzzzzz.OURS", "-1.OURS", "zz.OURS", "0.OURS"})
    void offsetOfAnotherSessionCountsAsNone(String offset) {
        namespace.emit("before");
        Seat seat = sits();
        namespace.asVolatile().emit("v");
        String server = offset(seat.client().next()).replaceFirst(".*\\.", "");
        seat.client().vanishes();
        namespace.emit("missed");

        List<String> messages = comesBack(seat.pid(), offset.replace("OURS", server));

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
    }

    @Test
    void connectHandlersRunForTheRecoveredSocketAndWhatTheySendFollows() {
        Seat seat = sits();
        seat.client().vanishes();
        namespace.emit("missed");
        namespace.onConnect(socket -> socket.emit("welcome", socket.recovered()));

        List<String> messages = comesBack(seat.pid(), null);

        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
        assertThat(messages.get(1)).isEqualTo(connect(seat));
        assertThat(messages.get(2)).startsWith("2[\"welcome\",true,\"");
    }

    @Test
    void listenersOfOutgoingEventsDoNotSeeTheOffset() {
        Seat seat = sits();
        socket(seat).onAnyOutgoing((event, arguments) -> server.notes.add(event + " " + arguments.size()));

        namespace.emit("x", 1);
        socket(seat).emit("y");

        assertThat(server.notes).containsExactly("x 1", "y 0");
    }

    @Test
    void listenerOfOutgoingEventsMaySendAndKeepsTheOrder() {
        Seat seat = sits();
        socket(seat).onAnyOutgoing((event, arguments) -> {
            if (event.equals("first")) {
                namespace.emit("second");
            }
        });

        namespace.emit("first");

        List<String> messages = seat.client().messages();
        assertThat(messages.get(0)).startsWith("2[\"first\",\"");
        assertThat(messages.get(1)).startsWith("2[\"second\",\"");
    }

    @Test
    void listenerOfOutgoingEventsMayWaitForOthersWhoSend() {
        Seat seat = sits();
        socket(seat).onAnyOutgoing((event, arguments) -> {
            if (event.equals("first")) {
                sendsElsewhere();
            }
        });

        namespace.emit("first");
        socket(seat).emit("first");

        assertThat(server.notes).containsExactly("sent", "sent");
    }

    /** Where handlers run on the thread that brings the news, that is in the midst of sending. */
    @Test
    void disconnectListenerOfAClientThatDoesNotReadMayWaitForOthersWhoSend() {
        try (TestServer direct = new TestServer(TestServer.recovering(LIMITS, true), Runnable::run)) {
            namespace = direct.server.of("/");
            FakeClient client = direct.client();
            client.joins("/").onDisconnect((socket, reason) -> sendsElsewhere());
            client.transport.settles = false;

            for (int i = 0; i < 12 && !client.isClosed(); i++) {
                namespace.emit("big", "x".repeat(TestServer.MAX_QUEUE / 10));
            }

            assertThat(client.isClosed()).isTrue();
            assertThat(server.notes).containsExactly("sent");
        }
    }

    private void sendsElsewhere() {
        try {
            CompletableFuture.runAsync(() -> namespace.emit("other")).get(5, TimeUnit.SECONDS);
            server.notes.add("sent");
        } catch (Exception e) {
            server.notes.add(e.toString());
        }
    }

    /** Two threads that send at the same time must not make a client's offset run ahead of what it has received. */
    @Test
    void nothingIsLostOrDoubledWhileManyThreadsSend() throws Exception {
        int threads = 4;
        int each = 200;
        Recovery.Limits wide = new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 9_000_000, 9_000_000);
        ExecutorService handlers = Executors.newFixedThreadPool(2);
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        ServerOptions options = new ServerOptions(
                Duration.ofSeconds(45),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                100_000,
                400_000,
                true,
                Optional.of(wide),
                true);
        try (TestServer busy = new TestServer(options, handlers)) {
            Namespace root = busy.server.of("/");
            FakeClient client = busy.client();
            client.hands("0");
            Seat seat = Seat.of(client, client.awaits().substring(1));
            for (int t = 0; t < threads; t++) {
                int thread = t;
                senders.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        (i % 2 == 0 ? root : root.to(seat.sid())).emit("n", thread, i);
                    }
                });
            }
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                events.add(client.awaits());
            }
            for (int round = 0; round < 3; round++) {
                client.session.lost(client.transport, CloseReason.TRANSPORT_CLOSE, null);
                events.addAll(client.frames());
                String offset = offset(events.get(events.size() - 1));
                client = busy.client();
                client.hands("0{\"pid\":\"" + seat.pid() + "\",\"offset\":\"" + offset + "\"}");
                String frame = client.awaits();
                while (!frame.startsWith("40")) {
                    events.add(frame);
                    frame = client.awaits();
                }
                assertThat(frame.substring(1)).isEqualTo(connect(seat));
            }
            while (events.size() < threads * each) {
                events.add(client.awaits());
            }
            senders.shutdown();
            assertThat(senders.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

            assertThat(client.frames()).isEmpty();
            int[] next = new int[threads];
            for (String event : events) {
                String[] parts = event.split(",", -1);
                assertThat(Integer.parseInt(parts[2])).isEqualTo(next[Integer.parseInt(parts[1])]++);
            }
            assertThat(next).containsOnly(each);
        } finally {
            senders.shutdown();
            handlers.shutdown();
        }
    }

    @Test
    void msgpackIsRecoveredToo() {
        try (TestServer msgpack = new TestServer(
                TestServer.recovering(LIMITS, true),
                AdapterFactory.LOCAL,
                PacketParser.msgpack(DecoderLimits.DEFAULT))) {
            FakeClient client = msgpack.client();
            // {type: 0, nsp: "/"}
            client.sends("<82 a4 74 79 70 65 00 a3 6e 73 70 a1 2f>");
            String connect = text(client.next());
            String pid = connect.substring(connect.indexOf("pid") + 4);
            client.vanishes();
            msgpack.server.of("/").emit("b", new byte[] {7});

            FakeClient again = msgpack.client();
            // {type: 0, nsp: "/", data: {pid}}
            again.sends("<83 a4 74 79 70 65 00 a3 6e 73 70 a1 2f a4 64 61 74 61 81 a3 70 69 64 b4 " + hex(pid) + ">");

            List<String> messages = again.messages();
            assertThat(messages).hasSize(2);
            assertThat(text(messages.get(0))).contains("\u0007").contains("data");
            assertThat(messages.get(1)).isEqualTo("<" + hex(connect) + ">");
        }
    }

    private static String text(String frame) {
        byte[] bytes = FakeTransport.HEX.parseHex(frame.substring(1, frame.length() - 1));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String hex(String text) {
        return FakeTransport.HEX.formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
