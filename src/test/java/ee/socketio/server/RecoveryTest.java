package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.Namespace;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.LocalAdapter;
import ee.socketio.adapter.StoredSession;
import ee.socketio.engine.CloseReason;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.EngineRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection state recovery: who comes back, and to what. */
final class RecoveryTest extends RecoveryFixture {
    @Test
    void storedSessionIsConsumedOnce() {
        Seat seat = sits();
        seat.client().vanishes();

        assertThat(comesBack(seat.pid(), null)).containsExactly(connect(seat));
        server.server.engine().sessions().forEach(session -> session.abort(CloseReason.PARSE_ERROR, null));
        server.run();

        assertIsFresh(seat, comesBack(seat.pid(), null));
    }

    @Test
    void nobodyElseComesBackWithSomebodysPid() {
        FakeClient ann = server.client("ann", Map.of());
        ann.sends("0");
        Seat seat = Seat.of(ann, ann.next());
        ann.vanishes();

        FakeClient bob = server.client("bob", Map.of());
        bob.sends("0{\"pid\":\"" + seat.pid() + "\"}");

        assertIsFresh(seat, bob.messages());
    }

    @Test
    void sameUserComesBack() {
        FakeClient ann = server.client("ann", Map.of());
        ann.sends("0");
        Seat seat = Seat.of(ann, ann.next());
        ann.vanishes();

        FakeClient again = server.client("ann", Map.of());
        again.sends("0{\"pid\":\"" + seat.pid() + "\"}");

        assertThat(again.messages()).containsExactly(connect(seat));
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseReason.class,
            names = {"TRANSPORT_ERROR", "TRANSPORT_CLOSE", "FORCED_CLOSE", "PING_TIMEOUT", "SERVER_SHUTTING_DOWN"})
    void sessionIsStoredForRecoverableReasons(CloseReason reason) {
        Seat seat = sits();
        seat.client().session.abort(reason, null);
        server.run();

        assertThat(comesBack(seat.pid(), null)).containsExactly(connect(seat));
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

        assertThat(comesBack(seat.pid(), null)).containsExactly(connect(seat));
    }

    @Test
    void sessionIsNotStoredForOtherReasons() {
        Seat byItself = sits();
        byItself.client().sends("1");
        assertIsFresh(byItself, comesBack(byItself.pid(), null));

        Seat byServer = sits();
        socket(byServer).disconnect();
        assertIsFresh(byServer, comesBack(byServer.pid(), null));

        Seat byServerWithConnection = sits();
        socket(byServerWithConnection).disconnect(true);
        assertIsFresh(byServerWithConnection, comesBack(byServerWithConnection.pid(), null));

        Seat garbled = sits();
        garbled.client().session.abort(CloseReason.PARSE_ERROR, null);
        server.run();
        assertIsFresh(garbled, comesBack(garbled.pid(), null));
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
        seat.client().vanishes();
        FakeClient client = server.client();

        client.sends("0{" + auth + "}");

        assertIsFresh(seat, client.messages());
    }

    @Test
    void clientComesBackAsOftenAsItLikes() {
        Seat seat = sits();
        String offset = null;
        for (int i = 0; i < 5; i++) {
            seat.client().vanishes();
            namespace.emit("n", i);
            FakeClient again = server.client();
            again.sends("0{\"pid\":\"" + seat.pid() + "\"" + (offset == null ? "" : ",\"offset\":\"" + offset + "\"")
                    + "}");
            List<String> messages = again.messages();
            assertThat(messages).hasSize(2);
            assertThat(messages.get(0)).startsWith("2[\"n\"," + i + ",\"");
            offset = offset(messages.get(0));
            seat = new Seat(again, seat.sid(), seat.pid());
        }
    }

    @Test
    void eachNamespaceIsRecoveredByItself() {
        server.server.of("/chat");
        Seat root = sits();
        root.client().sends("0/chat,");
        Seat chat = Seat.of(root.client(), root.client().next());
        root.client().vanishes();
        server.server.of("/chat").emit("missed");

        assertIsFresh(root, comesBack(chat.pid(), null));
        FakeClient client = server.client();
        client.sends("0/chat,{\"pid\":\"" + chat.pid() + "\"}");
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
        again.sends("0/chat/a,{\"pid\":\"" + seat.pid() + "\"}");
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
            public CompletionStage<Optional<StoredSession>> restoreSession(
                    String pid, Optional<String> principal, Optional<String> offset) {
                told.add("restore");
                return super.restoreSession(pid, principal, offset);
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
}
