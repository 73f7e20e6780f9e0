package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The end of a server is spread over some time. */
final class DrainTest {
    private static final EngineOptions PATIENT = new EngineOptions(
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
            EngineOptions.SOME_WAITING);

    private final EngineFixture engine = new EngineFixture(PATIENT);

    private List<EngineSession> open(int count) {
        List<EngineSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(engine.open(FakeTransport.webSocket()));
        }
        return sessions;
    }

    @Test
    void sessionsAreClosedOneAfterTheOtherOverTheTime() {
        open(3);
        CompletableFuture<Void> done =
                engine.server.drain(Duration.ofSeconds(4)).toCompletableFuture();

        for (int second = 1; second <= 3; second++) {
            engine.pass(999);
            assertThat(engine.server.sessions()).hasSize(4 - second);
            assertThat(done).isNotDone();
            engine.pass(1);
            assertThat(engine.server.sessions()).hasSize(3 - second);
        }

        assertThat(done).as("as soon as nobody is left").isCompleted();
        assertThat(engine.seen.events)
                .containsExactly("server shutting down", "server shutting down", "server shutting down");
    }

    @Test
    void whatWaitsIsSentFirst() {
        FakeTransport slow = FakeTransport.webSocket();
        EngineSession session = engine.open(slow);
        slow.settlingByHand();
        session.send(message("under way"));
        session.send(message("waits"));

        engine.server.drain(Duration.ofSeconds(4));
        engine.pass(2000);
        assertThat(engine.seen.events).isEmpty();
        slow.pending().sent();
        assertThat(slow.taken()).containsExactly("4under way", "4waits");
        slow.pending().sent();

        assertThat(engine.seen.events).containsExactly("server shutting down");
    }

    @Test
    void whoIsLeftAtTheEndOfTheTimeIsClosedAtOnce() {
        FakeTransport stuck = FakeTransport.webSocket();
        EngineSession session = engine.open(stuck);
        stuck.settlingByHand();
        session.send(message("for ever under way"));
        CompletableFuture<Void> done =
                engine.server.drain(Duration.ofSeconds(4)).toCompletableFuture();

        engine.pass(3999);
        assertThat(done).isNotDone();
        engine.pass(1);

        assertThat(done).isCompleted();
        assertThat(engine.seen.events).containsExactly("server shutting down");
    }

    @Test
    void itIsOverAtOnceWhenNobodyIsThereOrTheLastOneLeaves() {
        FakeTransport only = FakeTransport.webSocket();
        EngineSession session = engine.open(only);
        CompletableFuture<Void> done = engine.server.drain(Duration.ofHours(1)).toCompletableFuture();
        assertThat(done).isNotDone();

        session.lost(only, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(done).isCompleted();
        assertThat(new EngineFixture(PATIENT).server.drain(Duration.ofHours(1)).toCompletableFuture())
                .isCompleted();
    }

    @Test
    void newcomersAreRefusedWithATimeToTryAgainAndOthersGoOn() {
        EngineSession session = engine.open(FakeTransport.polling());
        engine.server.drain(Duration.ofSeconds(30));
        engine.pass(10_500);

        ProtocolException refusal = catchThrowableOfType(
                ProtocolException.class, () -> engine.server.admit(request("EIO=4&transport=polling"), false));

        assertThat(refusal.error()).isEqualTo(ProtocolError.SHUTTING_DOWN);
        assertThat(refusal.error().status()).isEqualTo(503);
        assertThat(engine.server.retryAfter()).isEqualTo(19);
        assertThat(engine.server.open(
                        request(""), new Admission.Handshake(EngineRevision.V4, "late"), FakeTransport.polling()))
                .isNull();
        assertThat(engine.server.admit(request("EIO=4&transport=polling&sid=" + session.id()), false))
                .isEqualTo(new Admission.Existing(session));
    }

    @Test
    void secondCallGetsTheFirstOnes() {
        open(1);
        CompletableFuture<Void> first =
                engine.server.drain(Duration.ofSeconds(4)).toCompletableFuture();

        assertThat(engine.server.drain(Duration.ofHours(1)).toCompletableFuture())
                .isSameAs(first);
        engine.server.close();

        assertThat(first).isCompleted();
    }
}
