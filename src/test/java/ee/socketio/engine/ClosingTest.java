package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.Transport.Farewell;
import ee.socketio.wire.engine.EngineRevision;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ClosingTest {
    private final EngineFixture engine = new EngineFixture(new EngineOptions(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
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
    private final FakeTransport polling = FakeTransport.polling();
    private final FakeTransport webSocket = FakeTransport.webSocket();

    @Test
    void parkedGetIsToldAtOnce() {
        EngineSession session = engine.open(polling);
        polling.poll(session);

        assertThat(session.close()).isTrue();

        assertThat(polling.farewell()).isEqualTo(Farewell.CLOSE);
        assertThat(engine.seen.events).containsExactly("forced close");
        assertThat(engine.server.sessions()).isEmpty();
    }

    @Test
    void nextGetIsToldWhenNoneIsParked() {
        EngineSession session = engine.open(polling);

        assertThat(session.close()).isFalse();
        assertThat(engine.server.sessions()).as("still addressable").hasSize(1);
        polling.poll(session);

        assertThat(polling.farewell()).isEqualTo(Farewell.NOOP_AND_CLOSE);
        assertThat(engine.seen.events).containsExactly("forced close");
    }

    @Test
    void whatWaitsIsFetchedBeforeTheEnd() {
        EngineSession session = engine.open(polling);
        session.send(message("last words"));
        session.close();

        polling.poll(session);
        assertThat(polling.taken()).containsExactly("4last words");
        assertThat(polling.farewell()).isNull();
        polling.poll(session);

        assertThat(polling.farewell()).isEqualTo(Farewell.NOOP_AND_CLOSE);
    }

    @Test
    void sessionIsDroppedWhenNoGetComesFor30Seconds() {
        EngineSession session = engine.open(polling);
        session.close();

        engine.pass(29_999);
        assertThat(engine.server.sessions()).hasSize(1);
        engine.pass(1);

        assertThat(engine.server.sessions()).isEmpty();
        assertThat(engine.seen.events).containsExactly("forced close");
    }

    @Test
    void webSocketClosesAfterItsLastBurst() {
        EngineSession session = engine.open(webSocket.settlingByHand());
        webSocket.pending().sent();
        session.send(message("last words"));

        assertThat(session.close()).isFalse();
        assertThat(webSocket.farewell()).isNull();
        webSocket.pending().sent();

        assertThat(webSocket.farewell()).isEqualTo(Farewell.CLOSE);
        assertThat(engine.seen.events).containsExactly("forced close");
    }

    @Test
    void whatIsSentWhileClosingIsDropped() {
        EngineSession session = engine.open(polling);
        session.close();

        session.send(message("too late"));
        session.send(EngineFixture.volatileMessage("too late"));
        polling.poll(session);

        assertThat(polling.taken()).isEmpty();
    }

    @Test
    void whatArrivesWhileClosingIsNotHeard() {
        EngineSession session = engine.open(polling);
        session.close();

        receive(session, polling, "4too late");

        assertThat(engine.seen.events).isEmpty();
    }

    @Test
    void clientMayCloseFirst() {
        EngineSession session = engine.open(polling);
        session.close();

        receive(session, polling, "1");

        assertThat(polling.farewell()).isEqualTo(Farewell.RELEASE);
        assertThat(engine.seen.events).containsExactly("transport close");
    }

    @Test
    void closePacketEndsAWebSocketAtOnce() {
        EngineSession session = engine.open(webSocket);

        receive(session, webSocket, "1");

        assertThat(engine.seen.events).containsExactly("transport close");
        assertThat(webSocket.farewell()).isEqualTo(Farewell.RELEASE);
    }

    @Test
    void packetsOnlyServersSendAreIgnored() {
        EngineSession session = engine.open(webSocket);

        receive(session, webSocket, "0");
        receive(session, webSocket, "5");
        receive(session, webSocket, "6");

        assertThat(session.isOpen()).isTrue();
        assertThat(engine.seen.events).isEmpty();
    }

    @Test
    void endIsToldOnce() {
        EngineSession session = engine.open(webSocket);

        session.abort(CloseReason.FORCED_CLOSE, null);
        session.abort(CloseReason.TRANSPORT_ERROR, null);
        session.lost(webSocket, CloseReason.TRANSPORT_CLOSE, null);
        session.close();

        assertThat(engine.seen.events).containsExactly("forced close");
    }

    @Test
    void shutdownEndsAllAndOpensNoMore() {
        EngineSession session = engine.open(polling);
        session.send(message("discarded"));

        engine.server.close();

        assertThat(engine.seen.events).containsExactly("server shutting down");
        assertThat(engine.server.sessions()).isEmpty();
        assertThat(engine.server.open(
                        EngineFixture.request(""), new Admission.Handshake(EngineRevision.V4, "x"), webSocket))
                .isNull();
    }

    @Test
    void shutdownDiscardsWhatASessionThatIsClosingStillHas() {
        EngineSession session = engine.open(polling);
        session.send(message("discarded"));
        session.close();
        assertThat(engine.server.sessions()).as("it waits for a GET").hasSize(1);

        engine.server.close();

        polling.poll(session);
        assertThat(polling.taken()).isEmpty();
        assertThat(engine.server.sessions()).isEmpty();
        assertThat(engine.seen.events).hasSize(1);
    }

    @Test
    void nothingIsWatchedAnyLongerAfterAShutdown() {
        engine.open(webSocket);
        EngineSession closing = engine.open(polling);
        closing.close();
        FakeTransport old = FakeTransport.polling();
        FakeTransport candidate = FakeTransport.webSocket();
        EngineSession upgrading = engine.open(old);
        upgrading.probe(candidate);
        receive(upgrading, candidate, "2probe");

        engine.server.close();

        assertThat(candidate.farewell()).isEqualTo(Farewell.CLOSE);
        long later = engine.clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(engine.sweeper.sweep(later)).isEqualTo(Swept.NEVER);
        assertThat(engine.seen.events).hasSize(3);
    }

    @Test
    void closeInAHandlerSendsWhatTheHandlerSentBefore() {
        EngineSession session = engine.open(webSocket);
        session.cork(false);
        session.send(message("a"));

        session.close();

        assertThat(webSocket.taken()).containsExactly("4a");
        assertThat(webSocket.farewell()).isEqualTo(Farewell.CLOSE);
        session.uncork(false);
    }
}
