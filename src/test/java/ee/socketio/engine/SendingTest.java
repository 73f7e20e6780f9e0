package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.receive;
import static ee.socketio.engine.EngineFixture.volatileMessage;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SendingTest {
    private final EngineFixture engine = new EngineFixture();
    private final FakeTransport polling = FakeTransport.polling();
    private final FakeTransport webSocket = FakeTransport.webSocket();

    @Test
    void whatWaitsLeavesAsOneBurst() {
        EngineSession session = engine.open(polling);
        session.send(message("a"));
        session.send(message("b"));

        polling.poll(session);

        assertThat(polling.taken()).containsExactly("4a 4b");
    }

    /** socketioxide #734, #736. */
    @Test
    void attachmentsStayWithTheirMessage() {
        EngineSession session = engine.open(polling);
        polling.poll(session);

        session.send(OutboundMessage.of(
                List.of(TextPacket.of(PacketType.MESSAGE, "51-[\"x\"]"), new BinaryPacket(new byte[3])), true));

        assertThat(polling.taken()).containsExactly("451-[\"x\"] 3 bytes");
    }

    @Test
    void nextBurstWaitsUntilTheLastIsSettled() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(message("a"));
        session.send(message("b"));
        session.send(message("c"));
        assertThat(webSocket.taken()).containsExactly("4a");

        webSocket.pending().sent();

        assertThat(webSocket.taken()).containsExactly("4b 4c");
    }

    @Test
    void burstThatDidNotLeaveComesFirstInTheNext() {
        EngineSession session = engine.open(polling);
        polling.settlingByHand().poll(session);
        session.send(message("a"));
        session.send(message("b"));
        polling.taken();

        polling.pending().unsent();
        polling.settlingAtOnce();
        session.send(message("c"));
        polling.poll(session);

        assertThat(polling.taken()).containsExactly("4a 4b 4c");
    }

    @Test
    void settlementCountsOnce() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(message("a"));
        Transport.Completion completion = webSocket.pending();

        completion.sent();
        completion.sent();
        completion.unsent();
        session.send(message("b"));

        assertThat(webSocket.taken()).containsExactly("4a", "4b");
    }

    @Test
    void failureEndsTheSessionAndNothingFollows() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(message("a"));
        session.send(message("b"));

        webSocket.pending().failed("broken pipe");
        session.send(message("c"));
        engine.pass(1900);
        receive(session, webSocket, "3");
        engine.pass(100);

        assertThat(webSocket.taken()).containsExactly("4a");
        assertThat(engine.seen.events).containsExactly("transport error: broken pipe");
    }

    /** On WildFly a send fails as soon as the client has closed, and what it sent before that may not be handed up yet. */
    @Test
    void clientThatCannotBeSentToIsHeardToItsEnd() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(message("a"));

        webSocket.pending().failed("broken pipe");
        receive(session, webSocket, "4farewell");
        session.lost(webSocket, CloseReason.TRANSPORT_CLOSE, null);
        engine.pass(3000);

        assertThat(engine.seen.events).containsExactly("farewell", "transport close");
    }

    @Test
    void failureEndsASessionAtOnceThatIsClosing() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(message("a"));
        session.close();

        webSocket.pending().failed("broken pipe");

        assertThat(engine.seen.events).containsExactly("forced close");
    }

    @Test
    void whatFollowsAFailureCountsAgainstNoBound() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(message("a"));
        webSocket.pending().failed("broken pipe");

        for (int i = 0; i < 3; i++) {
            session.send(message("x".repeat(EngineFixture.MAX_QUEUE_BYTES / 2)));
        }

        assertThat(engine.seen.events).isEmpty();
        assertThat(engine.server.overflows()).isZero();
    }

    @Test
    void manyMessagesThatAreSettledAtOnceDoNotOverflowTheStack() {
        EngineSession session = engine.open(polling);
        for (int i = 0; i < 100; i++) {
            session.send(message("x"));
        }
        FakeTransport candidate = FakeTransport.webSocket();
        EngineSession fast = engine.open(candidate);

        for (int i = 0; i < 10_000; i++) {
            fast.send(message("x"));
        }

        assertThat(candidate.taken()).hasSize(10_000);
    }

    @Test
    void overflowDisconnectsAndIsCounted() {
        EngineSession session = engine.open(polling);
        String half = "x".repeat(EngineFixture.MAX_QUEUE_BYTES / 2);
        session.send(message(half));
        assertThat(session.isOpen()).isTrue();

        session.send(message(half));

        assertThat(engine.seen.events).hasSize(2).first().asString().startsWith("transport error: outbound queue: 5");
        assertThat(engine.server.overflows()).isEqualTo(1);
    }

    @Test
    void whatIsBeingSentCountsAgainstTheBound() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        String half = "x".repeat(EngineFixture.MAX_QUEUE_BYTES / 2);
        session.send(message(half));

        session.send(message(half));

        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void whatHasBeenSentDoesNot() {
        EngineSession session = engine.open(webSocket);
        String half = "x".repeat(EngineFixture.MAX_QUEUE_BYTES / 2);

        for (int i = 0; i < 100; i++) {
            session.send(message(half));
        }

        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void emptyQueueTakesOneMessageOfAnySize() {
        EngineSession session = engine.open(polling);

        session.send(message("x".repeat(3 * EngineFixture.MAX_QUEUE_BYTES)));
        assertThat(session.isOpen()).isTrue();
        session.send(message("x"));

        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void tinyMessagesAreBoundedToo() {
        EngineSession session = engine.open(polling);

        int sent = 0;
        while (session.isOpen()) {
            session.send(message(""));
            sent++;
        }

        assertThat(sent).isLessThan(EngineFixture.MAX_QUEUE_BYTES / OutboundMessage.PACKET_BYTES + 2);
    }

    @Test
    void volatileMessageNeedsAParkedGet() {
        EngineSession session = engine.open(polling);
        session.send(volatileMessage("dropped"));
        polling.poll(session);
        assertThat(polling.taken()).isEmpty();

        session.send(volatileMessage("sent"));
        session.send(volatileMessage("dropped"));

        assertThat(polling.taken()).containsExactly("4sent");
    }

    @Test
    void volatileMessageNeedsAnIdleWebSocket() {
        EngineSession session = engine.open(webSocket);
        webSocket.settlingByHand();
        session.send(volatileMessage("sent"));
        session.send(volatileMessage("dropped"));
        assertThat(webSocket.taken()).containsExactly("4sent");

        webSocket.pending().sent();
        session.send(volatileMessage("sent again"));

        assertThat(webSocket.taken()).containsExactly("4sent again");
    }

    @Test
    void corkGathersWhatHandlersSend() {
        EngineSession session = engine.open(webSocket);
        session.cork(false);
        session.send(message("a"));
        session.cork(false);
        session.send(message("b"));
        session.uncork(false);
        assertThat(webSocket.taken()).isEmpty();

        session.uncork(false);

        assertThat(webSocket.taken()).containsExactly("4a 4b");
    }

    @Test
    void corkIsPulledAfterMilliseconds() {
        EngineSession session = engine.open(webSocket);
        session.cork(false);
        session.send(message("a"));

        engine.pass(5);
        assertThat(webSocket.taken()).containsExactly("4a");
        session.send(message("b"));
        assertThat(webSocket.taken()).as("the handler still runs").containsExactly("4b");

        session.uncork(false);
        session.cork(false);
        session.send(message("c"));
        assertThat(webSocket.taken()).as("the next handler").isEmpty();
    }

    @Test
    void corkHoldsNoMoreThanABurst() {
        EngineFixture large = new EngineFixture(EngineFixture.options(1_000_000));
        EngineSession session = large.open(webSocket);
        session.cork(false);

        session.send(message("x".repeat(40_000)));
        assertThat(webSocket.taken()).isEmpty();
        session.send(message("x".repeat(40_000)));

        assertThat(webSocket.taken()).hasSize(1);
    }
}
