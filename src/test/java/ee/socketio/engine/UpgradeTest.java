package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpgradeTest {
    private final EngineFixture engine = new EngineFixture();
    private final FakeTransport polling = FakeTransport.polling();
    private final FakeTransport candidate = FakeTransport.webSocket();
    private final EngineSession session = engine.open(polling);

    @Test
    void probeIsAnsweredAndUpgradeCompletes() {
        assertThat(session.probe(candidate)).isTrue();
        receive(session, candidate, "2probe");
        assertThat(candidate.taken()).containsExactly("3probe");

        receive(session, candidate, "5");

        assertThat(session.transport()).isEqualTo(TransportName.WEBSOCKET);
        assertThat(polling.farewell()).as("a GET still pending gets 1").isEqualTo(Transport.Farewell.CLOSE);
    }

    @Test
    void parkedGetIsReleasedAtOnceWhenTheProbeIsAnswered() {
        polling.poll(session);
        session.probe(candidate);

        receive(session, candidate, "2probe");

        assertThat(polling.taken()).containsExactly("6");
    }

    /** socketioxide #479, #487. */
    @Test
    void everyGetDuringTheUpgradeIsReleasedAtOnce() {
        session.probe(candidate);
        receive(session, candidate, "2probe");

        polling.poll(session);
        polling.poll(session);

        assertThat(polling.taken()).containsExactly("6", "6");
    }

    @Test
    void getIsNotReleasedBeforeTheProbe() {
        polling.poll(session);

        session.probe(candidate);

        assertThat(polling.taken()).isEmpty();
    }

    @Test
    void messagesStayOnPollingUntilTheUpgradePacket() {
        session.probe(candidate);
        receive(session, candidate, "2probe");
        candidate.taken();

        session.send(message("a"));
        polling.poll(session);
        session.send(message("b"));
        assertThat(polling.taken()).containsExactly("4a");
        assertThat(candidate.taken()).isEmpty();

        receive(session, candidate, "5");
        assertThat(candidate.taken()).containsExactly("4b");
    }

    @Test
    void clientMessagesArriveOverBothTransportsInTurn() {
        session.probe(candidate);
        receive(session, candidate, "2probe");
        receive(session, polling, "4a");
        receive(session, candidate, "5");
        receive(session, candidate, "4b");

        assertThat(engine.seen.events).containsExactly("a", "b");
    }

    @Test
    void oldTransportIsNotHeardAfterTheUpgrade() {
        session.probe(candidate);
        receive(session, candidate, "2probe");
        receive(session, candidate, "5");

        receive(session, polling, "4late");
        session.lost(polling, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(engine.seen.events).isEmpty();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void upgradePacketWithoutProbeIsAccepted() {
        session.probe(candidate);

        receive(session, candidate, "5");

        assertThat(session.transport()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Test
    void severalProbesAreAnswered() {
        session.probe(candidate);
        receive(session, candidate, "2probe");
        receive(session, candidate, "2probe");
        receive(session, candidate, "2probe");

        assertThat(candidate.taken()).containsExactly("3probe", "3probe", "3probe");
    }

    @Test
    void probesThatCannotBeAnsweredAreBounded() {
        candidate.settlingByHand();
        session.probe(candidate);

        for (int i = 0; i < 100; i++) {
            receive(session, candidate, "2probe");
        }

        assertThat(candidate.farewell()).isEqualTo(Transport.Farewell.CLOSE);
        assertThat(session.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "2", "2other", "3probe", "1", "0", "6", "bAQID"})
    void anythingElseEndsTheAttemptAlone(String frame) {
        session.probe(candidate);

        receive(session, candidate, frame);

        assertThat(candidate.farewell()).isEqualTo(Transport.Farewell.CLOSE);
        assertThat(engine.seen.events).isEmpty();
        assertThat(session.transport()).isEqualTo(TransportName.POLLING);
        assertThat(session.probe(FakeTransport.webSocket()))
                .as("another attempt")
                .isTrue();
    }

    @Test
    void lossOfTheCandidateEndsTheAttemptAlone() {
        session.probe(candidate);

        session.lost(candidate, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(session.isOpen()).isTrue();
        assertThat(session.probe(FakeTransport.webSocket())).isTrue();
    }

    @Test
    void timeoutEndsTheAttemptAlone() {
        EngineFixture patient = new EngineFixture(new EngineOptions(
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1_000_000,
                EngineFixture.MAX_QUEUE_BYTES,
                QueuePolicy.DISCONNECT,
                Set.of(TransportName.values()),
                true,
                true,
                false,
                "",
                EngineOptions.SOME_WAITING));
        FakeTransport fresh = FakeTransport.polling();
        EngineSession waiting = patient.open(fresh);
        waiting.probe(candidate);
        receive(waiting, candidate, "2probe");

        patient.pass(9999);
        assertThat(candidate.farewell()).isNull();
        patient.pass(1);
        assertThat(candidate.farewell()).isEqualTo(Transport.Farewell.CLOSE);
        assertThat(waiting.isOpen()).isTrue();
        waiting.send(message("a"));
        fresh.poll(waiting);
        assertThat(fresh.taken()).containsExactly("4a");
    }

    @Test
    void secondAttemptAtTheSameTimeIsRefused() {
        session.probe(candidate);

        assertThat(session.probe(FakeTransport.webSocket())).isFalse();
    }

    @Test
    void upgradedSessionIsNotTakenOver() {
        session.probe(candidate);
        receive(session, candidate, "5");

        assertThat(session.probe(FakeTransport.webSocket())).isFalse();
    }

    @Test
    void sessionThatStartedAsWebSocketIsNotTakenOver() {
        EngineSession webSocket = engine.open(FakeTransport.webSocket());

        assertThat(webSocket.probe(candidate)).isFalse();
    }

    @Test
    void closeOfTheSessionClosesTheCandidate() {
        session.probe(candidate);

        session.abort(CloseReason.FORCED_CLOSE, null);

        assertThat(candidate.farewell()).isEqualTo(Transport.Farewell.CLOSE);
    }

    @Test
    void sessionThatIsToCloseDoesSoAfterTheUpgrade() {
        session.probe(candidate);
        receive(session, candidate, "2probe");
        session.send(message("last"));
        session.close();
        candidate.taken();

        receive(session, candidate, "5");

        assertThat(candidate.taken()).containsExactly("4last");
        assertThat(candidate.farewell()).isEqualTo(Transport.Farewell.CLOSE);
        assertThat(engine.seen.events).containsExactly("forced close");
    }

    @Test
    void upgradeWaitsForTheReportThatTheAnswerHasLeft() {
        candidate.settlingByHand();
        session.probe(candidate);
        receive(session, candidate, "2probe");
        receive(session, candidate, "5");
        receive(session, candidate, "4already here");
        session.send(message("a"));
        assertThat(candidate.taken()).containsExactly("3probe");

        candidate.settlingAtOnce();
        candidate.pending().sent();

        assertThat(candidate.taken()).containsExactly("4a");
        assertThat(engine.seen.events).containsExactly("already here");
        assertThat(session.transport()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Test
    void lossAfterTheUpgradePacketIsThatOfTheSession() {
        candidate.settlingByHand();
        session.probe(candidate);
        receive(session, candidate, "2probe");
        receive(session, candidate, "5");

        session.lost(candidate, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(engine.seen.events).containsExactly("transport close");
    }

    @Test
    void burstThatNeverLeftPollingIsSentOverWebSocketFirst() {
        polling.settlingByHand();
        session.send(message("a"));
        polling.poll(session);
        session.send(message("b"));
        session.probe(candidate);
        receive(session, candidate, "2probe");
        receive(session, candidate, "5");
        assertThat(candidate.taken()).containsExactly("3probe");

        polling.pending().unsent();

        assertThat(candidate.taken()).containsExactly("4a 4b");
    }
}
