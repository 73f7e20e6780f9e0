package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.engine.EngineRevision;
import org.junit.jupiter.api.Test;

/** Ping interval and ping timeout are 1 s each. */
final class HeartbeatTest {
    private final EngineFixture engine = new EngineFixture();
    private final FakeTransport transport = FakeTransport.webSocket();

    @Test
    void serverPingsAfterTheInterval() {
        engine.open(transport);

        engine.pass(999);
        assertThat(transport.taken()).isEmpty();
        engine.pass(1);
        assertThat(transport.taken()).containsExactly("2");
    }

    @Test
    void silenceEndsTheSession() {
        EngineSession session = engine.open(transport);

        engine.pass(1999);
        assertThat(session.isOpen()).isTrue();
        engine.pass(1);
        assertThat(engine.seen.events).containsExactly("ping timeout");
        assertThat(transport.farewell()).isEqualTo(Transport.Farewell.CLOSE);
    }

    @Test
    void silentPollerIsGoneThoughTheServerHasClosedAlready() {
        FakeTransport polling = FakeTransport.polling();
        EngineSession session = engine.open(polling);
        session.close();

        engine.pass(1999);
        assertThat(engine.seen.events).isEmpty();
        engine.pass(1);

        assertThat(engine.seen.events).containsExactly("ping timeout");
    }

    @Test
    void pingLeavesTogetherWithWhatWaits() {
        transport.settlingByHand();
        EngineSession session = engine.open(transport);
        transport.pending().sent();
        session.send(EngineFixture.message("a"));
        session.send(EngineFixture.message("b"));
        engine.pass(1000);
        session.send(EngineFixture.message("c"));
        assertThat(transport.taken()).containsExactly("4a");

        transport.pending().sent();

        assertThat(transport.taken()).containsExactly("4b 2 4c");
    }

    @Test
    void nextPingFollowsThePongAndNoGrid() {
        EngineSession session = engine.open(transport);
        engine.pass(1000);
        engine.pass(600);
        receive(session, transport, "3");
        transport.taken();

        engine.pass(999);
        assertThat(transport.taken()).isEmpty();
        engine.pass(1);
        assertThat(transport.taken()).containsExactly("2");
    }

    @Test
    void unsolicitedPongPostponesThePing() {
        EngineSession session = engine.open(transport);
        engine.pass(500);
        receive(session, transport, "3");

        engine.pass(999);
        assertThat(transport.taken()).isEmpty();
        engine.pass(1);
        assertThat(transport.taken()).containsExactly("2");
    }

    @Test
    void firstOtherPacketExtendsTheTimeoutOnce() {
        EngineSession session = engine.open(transport);
        engine.pass(1500);
        receive(session, transport, "4still here");
        engine.pass(900);
        receive(session, transport, "4and again");

        engine.pass(99);
        assertThat(session.isOpen()).isTrue();
        engine.pass(1);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void extensionIsGrantedAnewForEachPing() {
        EngineSession session = engine.open(transport);
        engine.pass(1500);
        receive(session, transport, "4a");
        receive(session, transport, "3");
        engine.pass(1500);
        receive(session, transport, "4b");

        engine.pass(999);
        assertThat(session.isOpen()).isTrue();
        engine.pass(1);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void messagesDoNotReplaceAPongForEver() {
        EngineSession session = engine.open(transport);

        for (int i = 0; i < 30; i++) {
            engine.pass(100);
            receive(session, transport, "4chatty");
        }

        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void pingOfAClientOfRevision4IsRefused() {
        EngineSession session = engine.open(transport);

        receive(session, transport, "2");

        assertThat(engine.seen.events).containsExactly("transport error: invalid heartbeat direction");
    }

    @Test
    void probeOnTheMainTransportIsRefused() {
        EngineSession session = engine.open(transport);

        receive(session, transport, "2probe");

        assertThat(engine.seen.events).containsExactly("transport error: invalid heartbeat direction");
    }

    @Test
    void clientOfRevision3IsAnsweredWithoutItsData() {
        EngineSession session = engine.open(transport, EngineRevision.V3);

        receive(session, transport, "2hello");

        assertThat(transport.taken()).containsExactly("3");
    }

    @Test
    void clientOfRevision3HasIntervalAndTimeoutToPing() {
        EngineSession session = engine.open(transport, EngineRevision.V3);
        engine.pass(1500);
        receive(session, transport, "2");

        engine.pass(1999);
        assertThat(session.isOpen()).isTrue();
        engine.pass(1);
        assertThat(engine.seen.events).containsExactly("ping timeout");
        assertThat(transport.taken()).as("the server never pings").containsExactly("3");
    }

    @Test
    void pongOfAClientOfRevision3IsRefused() {
        EngineSession session = engine.open(transport, EngineRevision.V3);

        receive(session, transport, "3");

        assertThat(engine.seen.events).containsExactly("transport error: invalid heartbeat direction");
    }

    @Test
    void revision3IsStillWatchedAfterAnUpgrade() {
        EngineSession session = upgraded(EngineRevision.V3, 0);

        engine.pass(1999);
        assertThat(session.isOpen()).isTrue();
        engine.pass(1);
        assertThat(engine.seen.events).containsExactly("ping timeout");
    }

    @Test
    void pongLostInAnUpgradeIsWaitedForAnew() {
        EngineSession session = upgraded(EngineRevision.V4, 1500);

        engine.pass(999);
        assertThat(session.isOpen()).isTrue();
        engine.pass(1);
        assertThat(engine.seen.events).containsExactly("ping timeout");
    }

    @Test
    void upgradeDoesNotMoveThePing() {
        upgraded(EngineRevision.V4, 500);

        engine.pass(499);
        assertThat(transport.taken()).containsExactly("3probe");
        engine.pass(1);
        assertThat(transport.taken()).containsExactly("2");
    }

    private EngineSession upgraded(EngineRevision revision, int after) {
        FakeTransport polling = FakeTransport.polling();
        EngineSession session = engine.open(polling, revision);
        engine.pass(after);
        session.probe(transport);
        receive(session, transport, "2probe");
        receive(session, transport, "5");
        return session;
    }
}
