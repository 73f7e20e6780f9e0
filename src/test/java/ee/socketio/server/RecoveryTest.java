package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.DisconnectReason;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.LocalAdapter;
import ee.socketio.adapter.Recovery;
import ee.socketio.adapter.StoredSession;
import ee.socketio.engine.CloseReason;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.FakeTransport;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection state recovery: clients that come back. */
final class RecoveryTest {
    private static final Pattern CONNECT =
            Pattern.compile("0(/[^,]+,)?\\{\"sid\":\"([\\w-]{20})\",\"pid\":\"([\\w-]{20})\"}");
    private static final Recovery.Limits LIMITS =
            new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 100_000, 50_000);

    private TestServer server = new TestServer(TestServer.recovering(LIMITS, true));
    private Namespace namespace = server.server.of("/");

    @AfterEach
    void close() {
        server.close();
    }

    private void restart(Recovery.Limits limits, boolean skipMiddlewares) {
        server.close();
        server = new TestServer(TestServer.recovering(limits, skipMiddlewares));
        namespace = server.server.of("/");
    }

    /** A client and what it has been told in its CONNECT packet. */
    private record Seat(FakeClient client, String sid, String pid) {
        static Seat of(FakeClient client, String answer) {
            Matcher connect = CONNECT.matcher(answer);
            assertThat(connect.matches()).as(answer).isTrue();
            return new Seat(client, connect.group(2), connect.group(3));
        }
    }

    private Seat sits() {
        FakeClient client = server.client();
        client.sends("0");
        return Seat.of(client, client.next());
    }

    private Socket socket(Seat seat) {
        return namespace.socket(seat.sid).orElseThrow();
    }

    /** Connects with a pid and maybe an offset; all that comes then. */
    private List<String> comesBack(String pid, String offset) {
        FakeClient client = server.client();
        client.sends("0{\"pid\":\"" + pid + "\"" + (offset == null ? "" : ",\"offset\":\"" + offset + "\"") + "}");
        return client.messages();
    }

    private static String connect(Seat seat) {
        return "0{\"sid\":\"" + seat.sid + "\",\"pid\":\"" + seat.pid + "\"}";
    }

    /** The last argument of an event. */
    private static String offset(String event) {
        return event.substring(event.lastIndexOf(",\"") + 2, event.length() - 2);
    }

    @Test
    void missedEventsComeInOrderBeforeTheConnectPacketWithTheSameIds() {
        Seat seat = sits();
        socket(seat).join("r");
        socket(seat).data().put("name", "Ann");
        namespace.emit("seen", 1);
        String offset = offset(seat.client.next());
        seat.client.vanishes();
        namespace.emit("all", 1);
        namespace.to("r").emit("room", 2);
        namespace.to(seat.sid).emit("direct", 3);
        namespace.to("other").emit("not mine");
        namespace.except("r").emit("not mine");

        List<String> messages = comesBack(seat.pid, offset);

        assertThat(messages).hasSize(4);
        assertThat(messages.get(0)).matches("2\\[\"all\",1,\"[\\w.-]+\"]");
        assertThat(messages.get(1)).matches("2\\[\"room\",2,\"[\\w.-]+\"]");
        assertThat(messages.get(2)).matches("2\\[\"direct\",3,\"[\\w.-]+\"]");
        assertThat(messages.get(3)).isEqualTo(connect(seat));
        assertThat(socket(seat).recovered()).isTrue();
        assertThat(socket(seat).rooms()).containsExactlyInAnyOrder(seat.sid, "r");
        assertThat(socket(seat).data()).isEqualTo(Map.of("name", "Ann"));
    }

    @Test
    void eventsOfTheSocketItselfAreRecoveredToo() {
        Seat seat = sits();
        Socket lost = socket(seat);
        lost.emit("one");
        String offset = offset(seat.client.next());
        lost.emit("two");
        seat.client.vanishes();

        assertThat(comesBack(seat.pid, offset).get(0)).startsWith("2[\"two\",\"");
    }

    /** The official server cannot do this: socketio/socket.io#5538. */
    @Test
    void clientThatHasReceivedNoEventIsToldAllSinceItsConnect() {
        namespace.emit("before");
        Seat seat = sits();
        namespace.emit("under way");
        seat.client.vanishes();
        namespace.emit("missed");

        List<String> messages = comesBack(seat.pid, null);

        assertThat(messages).hasSize(3);
        assertThat(messages.get(0)).startsWith("2[\"under way\",\"");
        assertThat(messages.get(1)).startsWith("2[\"missed\",\"");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
    }

    @Test
    void bytesAreRecovered() {
        Seat seat = sits();
        seat.client.vanishes();
        namespace.emit("b", new byte[] {1, 2}, "text");

        List<String> messages = comesBack(seat.pid, null);

        assertThat(messages.get(0)).matches("51-\\[\"b\",\\{\"_placeholder\":true,\"num\":0},\"text\",\"[\\w.-]+\"]");
        assertThat(messages.get(1)).isEqualTo("<01 02>");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
    }

    @Test
    void volatileEventCarriesTheNewestOffsetAndIsNotReplayed() {
        Seat seat = sits();
        namespace.emit("one");
        String offset = offset(seat.client.next());
        namespace.asVolatile().emit("v", "hello");
        String afterVolatile = offset(seat.client.next());
        assertThat(afterVolatile).isEqualTo(offset);
        seat.client.vanishes();
        namespace.asVolatile().emit("v", "hello");
        namespace.emit("two");

        List<String> messages = comesBack(seat.pid, afterVolatile);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("2[\"two\",\"");
    }

    @Test
    void volatileEventBeforeAllOthersHasAnOffsetToo() {
        Seat seat = sits();
        namespace.asVolatile().emit("v", "hello");
        String offset = offset(seat.client.next());
        seat.client.vanishes();
        namespace.emit("one");

        assertThat(comesBack(seat.pid, offset)).hasSize(2);
    }

    @Test
    void eventThatWantsAnAcknowledgementCarriesNoOffset() {
        Seat seat = sits();

        socket(seat).emitWithAck("x", 1);
        namespace.emitWithAck("y");

        assertThat(seat.client.messages()).containsExactly("20[\"x\",1]", "21[\"y\"]");
    }

    @Test
    void storedSessionIsConsumedOnce() {
        Seat seat = sits();
        seat.client.vanishes();

        assertThat(comesBack(seat.pid, null)).containsExactly(connect(seat));
        server.server.engine().sessions().forEach(session -> session.abort(CloseReason.PARSE_ERROR, null));
        server.run();

        assertIsFresh(seat, comesBack(seat.pid, null));
    }

    @Test
    void nobodyElseComesBackWithSomebodysPid() {
        FakeClient ann = server.client("ann", Map.of());
        ann.sends("0");
        Seat seat = Seat.of(ann, ann.next());
        ann.vanishes();

        FakeClient bob = server.client("bob", Map.of());
        bob.sends("0{\"pid\":\"" + seat.pid + "\"}");

        assertIsFresh(seat, bob.messages());
    }

    @Test
    void sameUserComesBack() {
        FakeClient ann = server.client("ann", Map.of());
        ann.sends("0");
        Seat seat = Seat.of(ann, ann.next());
        ann.vanishes();

        FakeClient again = server.client("ann", Map.of());
        again.sends("0{\"pid\":\"" + seat.pid + "\"}");

        assertThat(again.messages()).containsExactly(connect(seat));
    }

    private static void assertIsFresh(Seat seat, List<String> messages) {
        assertThat(messages).hasSize(1);
        Matcher connect = CONNECT.matcher(messages.get(0));
        assertThat(connect.matches()).as(messages.get(0)).isTrue();
        assertThat(connect.group(2)).isNotEqualTo(seat.sid);
        assertThat(connect.group(3)).isNotEqualTo(seat.pid);
    }

    /** A phone changes its network: it is back long before the server misses its heartbeat. */
    @Test
    void clientThatComesBackWhileItsOldConnectionIsOpenTakesItsPlace() {
        Seat seat = sits();
        socket(seat).onDisconnect((gone, reason) -> server.notes.add("gone: " + reason));
        namespace.onConnect(socket -> server.notes.add("back: " + socket.recovered()));

        FakeClient second = server.client();
        second.sends("0{\"pid\":\"" + seat.pid + "\"}");

        assertThat(second.messages()).containsExactly(connect(seat));
        assertThat(server.notes).containsExactly("gone: transport close", "back: true");
        assertThat(seat.client.messages()).containsExactly("1");
        assertThat(namespace.sockets()).hasSize(1);
        namespace.emit("x");
        assertThat(second.messages()).hasSize(1);
        assertThat(seat.client.messages()).isEmpty();
    }

    @Test
    void disconnectListenersHaveRunBeforeTheClientIsBack() {
        Seat seat = sits();
        socket(seat).onDisconnect((gone, reason) -> gone.data().put("last", "words"));
        namespace.onConnect(socket -> server.notes.add("back " + socket.data()));
        FakeClient second = server.client();

        second.hands("0{\"pid\":\"" + seat.pid + "\"}");
        assertThat(server.notes).isEmpty();
        server.run();

        assertThat(server.notes).containsExactly("back {last=words}");
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseReason.class,
            names = {"TRANSPORT_ERROR", "TRANSPORT_CLOSE", "FORCED_CLOSE", "PING_TIMEOUT", "SERVER_SHUTTING_DOWN"})
    void sessionIsStoredForRecoverableReasons(CloseReason reason) {
        Seat seat = sits();
        seat.client.session.abort(reason, null);
        server.run();

        assertThat(comesBack(seat.pid, null)).containsExactly(connect(seat));
    }

    @Test
    void brokenProtocolIsRecoverable() {
        FakeClient client = server.pollingClient();
        client.sends("0");
        Seat seat = Seat.of(client, client.next());
        server.noteDisconnects(socket(seat), "it");
        client.transport.writable = false;

        client.sends("2/never,[\"x\"]");
        assertThat(server.notes).containsExactly("it: " + DisconnectReason.FORCED_SERVER_CLOSE);

        assertThat(comesBack(seat.pid, null)).containsExactly(connect(seat));
    }

    @Test
    void sessionIsNotStoredForOtherReasons() {
        Seat byItself = sits();
        byItself.client.sends("1");
        assertIsFresh(byItself, comesBack(byItself.pid, null));

        Seat byServer = sits();
        socket(byServer).disconnect();
        assertIsFresh(byServer, comesBack(byServer.pid, null));

        Seat byServerWithConnection = sits();
        socket(byServerWithConnection).disconnect(true);
        assertIsFresh(byServerWithConnection, comesBack(byServerWithConnection.pid, null));

        Seat garbled = sits();
        garbled.client.session.abort(CloseReason.PARSE_ERROR, null);
        server.run();
        assertIsFresh(garbled, comesBack(garbled.pid, null));
    }

    @Test
    void sessionEndsAfterTheLongestDisconnection() {
        Seat early = sits();
        Seat late = sits();
        early.client.vanishes();
        late.client.vanishes();

        server.advance(Duration.ofSeconds(119));
        assertThat(comesBack(early.pid, null)).containsExactly(connect(early));
        server.advance(Duration.ofSeconds(2));

        assertIsFresh(late, comesBack(late.pid, null));
    }

    @Test
    void whatIsKeptIsForgottenInTime() {
        Recovery recovery = server.server.recovery().orElseThrow();
        Seat seat = sits();
        namespace.emit("x");
        seat.client.vanishes();
        assertThat(recovery.bytes()).isPositive();

        for (int i = 0; i < 20; i++) {
            server.advance(Duration.ofSeconds(10));
        }

        assertThat(recovery.bytes()).isZero();
    }

    /** An event that is dropped by its age was received by everybody who may still come back. */
    @Test
    void clientThatWasIdleForHoursIsRecovered() {
        Seat seat = sits();
        namespace.emit("seen");
        String offset = offset(seat.client.next());
        for (int i = 0; i < 400; i++) {
            server.advance(Duration.ofSeconds(25));
            seat.client.pongs();
            namespace.to("others").emit("noise", i);
        }
        seat.client.frames();
        seat.client.vanishes();
        namespace.emit("missed");

        assertThat(comesBack(seat.pid, offset)).hasSize(2);
    }

    @Test
    void logIsBoundedInBytesAndWhoMissedMoreBeginsAnew() {
        Recovery recovery = server.server.recovery().orElseThrow();
        Seat longAway = sits();
        longAway.client.vanishes();
        for (int i = 0; i < 100; i++) {
            namespace.emit("big", "x".repeat(2_000));
            assertThat(recovery.bytes()).isLessThan(LIMITS.maxBytes() + 2_000);
        }
        Seat shortlyAway = sits();
        shortlyAway.client.vanishes();
        namespace.emit("small");

        assertIsFresh(longAway, comesBack(longAway.pid, null));
        assertThat(comesBack(shortlyAway.pid, null)).hasSize(2);
    }

    @Test
    void eventBeyondTheBoundIsDeliveredAndNotKept() {
        Seat away = sits();
        Seat here = sits();
        away.client.vanishes();

        namespace.emit("huge", "x".repeat(60_000));

        assertThat(here.client.next()).startsWith("2[\"huge\"");
        assertIsFresh(away, comesBack(away.pid, null));
    }

    @Test
    void whoMissedMoreThanMayWaitForOneClientBeginsAnew() {
        Seat seat = sits();
        seat.client.vanishes();
        for (int i = 0; i < 15; i++) {
            namespace.emit("big", "x".repeat(2_000));
        }

        assertIsFresh(seat, comesBack(seat.pid, null));
    }

    @Test
    void sessionsAreBoundedAndTheOldestGoFirst() {
        restart(new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 2_048, 50_000), true);
        Seat first = sits();
        first.client.vanishes();
        Seat last = first;
        for (int i = 0; i < 10; i++) {
            last = sits();
            last.client.vanishes();
        }

        assertThat(server.server.recovery().orElseThrow().bytes()).isLessThanOrEqualTo(2_048);
        assertIsFresh(first, comesBack(first.pid, null));
        assertThat(comesBack(last.pid, null)).containsExactly(connect(last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"pid\":\"forged\"",
                "\"pid\":\"\",\"offset\":\"1.abc\"",
                "\"pid\":7,\"offset\":[]",
                "\"pid\":null",
                "\"pid\":{\"a\":[\"b\"]}",
                "\"offset\":\"x\"",
                "\"pid\":[]"
            })
    void forgedPidOrOffsetIsIgnored(String auth) {
        Seat seat = sits();
        seat.client.vanishes();
        FakeClient client = server.client();

        client.sends("0{" + auth + "}");

        assertIsFresh(seat, client.messages());
    }

    /** The stock client keeps the offset of an earlier session, perhaps of another server, when it begins anew. */
    @ParameterizedTest
    @ValueSource(strings = {"hello", "1.another", ".", "", "zzzzzzzzzzzzzzzzzzzz.OURS", "-1.OURS", "zz.OURS", "0.OURS"})
    void offsetOfAnotherSessionCountsAsNone(String offset) {
        namespace.emit("before");
        Seat seat = sits();
        namespace.asVolatile().emit("v");
        String server = offset(seat.client.next()).replaceFirst(".*\\.", "");
        seat.client.vanishes();
        namespace.emit("missed");

        List<String> messages = comesBack(seat.pid, offset.replace("OURS", server));

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
    }

    @Test
    void middlewaresAreSkippedUnlessToldOtherwise() {
        namespace.use(socket -> server.notes.add("step"));
        Seat seat = sits();
        seat.client.vanishes();
        comesBack(seat.pid, null);
        assertThat(server.notes).containsExactly("step");
    }

    @Test
    void middlewaresThatAreNotSkippedRunBeforeAnythingIsReplayed() {
        restart(LIMITS, false);
        CompletableFuture<Void> decision = new CompletableFuture<>();
        Seat seat = sits();
        socket(seat).join("r");
        seat.client.vanishes();
        namespace.emit("one");
        namespace.useAsync(socket -> {
            server.notes.add("step " + socket.recovered());
            return decision;
        });
        FakeClient client = server.client();

        client.sends("0{\"pid\":\"" + seat.pid + "\"}");
        assertThat(client.messages()).isEmpty();
        namespace.to("r").emit("two");
        decision.complete(null);
        server.run();
        namespace.to("r").emit("three");

        List<String> messages = client.messages();
        assertThat(server.notes).containsExactly("step true");
        assertThat(messages).hasSize(4);
        assertThat(messages.get(0)).startsWith("2[\"one\",\"");
        assertThat(messages.get(1)).startsWith("2[\"two\",\"");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
        assertThat(messages.get(3)).startsWith("2[\"three\",\"");
    }

    @Test
    void middlewareThatIsNotSkippedMayRefuse() {
        restart(LIMITS, false);
        Seat seat = sits();
        seat.client.vanishes();
        namespace.emit("secret");
        namespace.use(socket -> {
            throw new ConnectionRefused("banned");
        });

        assertThat(comesBack(seat.pid, null)).containsExactly("4{\"message\":\"banned\"}");
    }

    @Test
    void connectHandlersRunForTheRecoveredSocketAndWhatTheySendFollows() {
        Seat seat = sits();
        seat.client.vanishes();
        namespace.emit("missed");
        namespace.onConnect(socket -> socket.emit("welcome", socket.recovered()));

        List<String> messages = comesBack(seat.pid, null);

        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
        assertThat(messages.get(1)).isEqualTo(connect(seat));
        assertThat(messages.get(2)).startsWith("2[\"welcome\",true,\"");
    }

    @Test
    void clientThatIsLostOnItsWayBackMayComeBackAgain() {
        restart(LIMITS, false);
        CompletableFuture<Void> never = new CompletableFuture<>();
        Seat seat = sits();
        socket(seat).join("r");
        seat.client.vanishes();
        namespace.to("r").emit("missed");
        Namespace.AsyncMiddleware step =
                socket -> server.notes.isEmpty() ? never : CompletableFuture.completedFuture(1);
        namespace.useAsync(step);
        FakeClient lost = server.client();
        lost.sends("0{\"pid\":\"" + seat.pid + "\"}");
        lost.vanishes();
        server.notes.add("let pass");

        List<String> messages = comesBack(seat.pid, null);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
        assertThat(socket(seat).rooms()).contains("r");
    }

    @Test
    void clientComesBackAsOftenAsItLikes() {
        Seat seat = sits();
        String offset = null;
        for (int i = 0; i < 5; i++) {
            seat.client.vanishes();
            namespace.emit("n", i);
            FakeClient again = server.client();
            again.sends(
                    "0{\"pid\":\"" + seat.pid + "\"" + (offset == null ? "" : ",\"offset\":\"" + offset + "\"") + "}");
            List<String> messages = again.messages();
            assertThat(messages).hasSize(2);
            assertThat(messages.get(0)).startsWith("2[\"n\"," + i + ",\"");
            offset = offset(messages.get(0));
            seat = new Seat(again, seat.sid, seat.pid);
        }
    }

    @Test
    void eachNamespaceIsRecoveredByItself() {
        server.server.of("/chat");
        Seat root = sits();
        root.client.sends("0/chat,");
        Seat chat = Seat.of(root.client, root.client.next());
        root.client.vanishes();
        server.server.of("/chat").emit("missed");

        assertIsFresh(root, comesBack(chat.pid, null));
        FakeClient client = server.client();
        client.sends("0/chat,{\"pid\":\"" + chat.pid + "\"}");
        assertThat(client.messages()).hasSize(2).first().asString().startsWith("2/chat,[\"missed\",\"");
    }

    @Test
    void childNamespaceIsKeptForThoseWhoMayComeBack() {
        Namespace rooms = server.server.of("/chat/{room}");
        FakeClient client = server.client();
        client.sends("0/chat/a,");
        Seat seat = Seat.of(client, client.next());
        client.vanishes();
        rooms.emit("missed");

        FakeClient again = server.client();
        again.sends("0/chat/a,{\"pid\":\"" + seat.pid + "\"}");
        assertThat(again.messages()).hasSize(2).first().asString().startsWith("2/chat/a,[\"missed\",\"");

        again.vanishes();
        for (int i = 0; i < 13; i++) {
            server.advance(Duration.ofSeconds(10));
        }
        assertThat(server.server.find("/chat/a")).isEmpty();
    }

    @Test
    void clientOfRevision3HasNeitherPidNorOffset() {
        FakeClient client = server.client(EngineRevision.V3);
        assertThat(client.next()).isEqualTo("0");

        namespace.emit("x", 1);
        namespace.asVolatile().emit("v");

        assertThat(client.messages()).containsExactly("2[\"x\",1]", "2[\"v\"]");
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

        List<String> messages = seat.client.messages();
        assertThat(messages.get(0)).startsWith("2[\"first\",\"");
        assertThat(messages.get(1)).startsWith("2[\"second\",\"");
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
                        (i % 2 == 0 ? root : root.to(seat.sid)).emit("n", thread, i);
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
                client.hands("0{\"pid\":\"" + seat.pid + "\",\"offset\":\"" + offset + "\"}");
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
    void connectPacketHasNoPidWhenRecoveryIsOff() {
        try (TestServer off = new TestServer()) {
            FakeClient client = off.client();
            client.sends("0{\"pid\":\"x\",\"offset\":\"y\"}");
            assertThat(client.next()).matches("0\\{\"sid\":\"[\\w-]{20}\"}");
            off.server.of("/").emit("x", 1);
            assertThat(client.next()).isEqualTo("2[\"x\",1]");
        }
    }

    @Test
    void adapterIsNotToldOfSessionsWhenRecoveryIsOff() {
        List<String> told = new ArrayList<>();
        AdapterFactory adapters = host -> new LocalAdapter(host) {
            @Override
            public void persistSession(StoredSession session) {
                told.add("persist");
            }

            @Override
            public CompletionStage<Optional<StoredSession>> restoreSession(String pid, Optional<String> offset) {
                told.add("restore");
                return super.restoreSession(pid, offset);
            }
        };
        try (TestServer off = new TestServer(TestServer.OPTIONS, adapters)) {
            FakeClient client = off.client();
            client.joins("/");
            client.vanishes();
            FakeClient back = off.client();
            back.sends("0{\"pid\":\"x\",\"offset\":\"y\"}");
            assertThat(back.next()).startsWith("0{\"sid\"");
        }
        assertThat(told).isEmpty();
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
