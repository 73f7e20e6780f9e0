package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.volatileMessage;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who sends over a transport that does better where it may wait; a courier waits for as long as it is not run. */
final class CouriersTest {
    private static final int MOST = 3;

    private final Deque<Runnable> couriers = new ArrayDeque<>();
    private final EngineFixture engine = new EngineFixture(
            new EngineOptions(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    1_000_000,
                    EngineFixture.MAX_QUEUE_BYTES,
                    QueuePolicy.DISCONNECT,
                    Set.of(TransportName.WEBSOCKET),
                    true,
                    true,
                    false,
                    "",
                    MOST),
            couriers::add);
    private final FakeTransport webSocket = FakeTransport.patientWebSocket();

    @Test
    void courierSendsWhatOthersEmit() {
        EngineSession session = engine.open(webSocket);
        session.send(message("a"));
        session.send(message("b"));
        assertThat(webSocket.taken()).isEmpty();

        couriers.remove().run();

        assertThat(webSocket.taken()).containsExactly("patiently: 4a 4b");
        assertThat(couriers).isEmpty();
    }

    @Test
    void handlersThreadsSendThemselves() {
        EngineSession session = engine.open(webSocket);

        session.cork(false);
        session.send(message("a"));
        session.uncork(false);

        assertThat(webSocket.taken()).containsExactly("patiently: 4a");
        assertThat(couriers).isEmpty();
    }

    @Test
    void handlersThreadTakesWhatACourierWasCalledFor() {
        EngineSession session = engine.open(webSocket);
        session.send(message("a"));
        session.cork(false);
        session.send(message("b"));
        session.uncork(false);
        assertThat(webSocket.taken()).containsExactly("patiently: 4a 4b");

        session.send(message("c"));
        couriers.remove().run();

        assertThat(webSocket.taken()).containsExactly("patiently: 4c");
    }

    @Test
    void threadOfHandlersThatWaitForNothingSendsToOthers() {
        FakeTransport another = FakeTransport.patientWebSocket();
        EngineSession session = engine.open(webSocket);
        EngineSession other = engine.open(another);

        session.cork(true);
        session.send(message("a"));
        other.send(message("b"));
        assertThat(another.taken()).isEmpty();
        session.uncork(true);

        assertThat(webSocket.taken()).containsExactly("patiently: 4a");
        assertThat(another.taken()).containsExactly("patiently: 4b");
        assertThat(couriers).isEmpty();
        other.send(message("c"));
        assertThat(couriers).hasSize(1);
    }

    @Test
    void courierHelpsThreadThatSendsToMany() {
        EngineSession session = engine.open(webSocket);
        List<FakeTransport> many =
                Stream.generate(FakeTransport::patientWebSocket).limit(200).toList();
        List<EngineSession> others = many.stream().map(engine::open).toList();

        session.cork(true);
        others.forEach(other -> other.send(message("a")));
        assertThat(couriers).hasSize(1);
        session.uncork(true);

        int here = taken(many);
        couriers.remove().run();

        assertThat(here).isPositive();
        assertThat(here + taken(many)).isEqualTo(many.size());
    }

    /** How many bursts they have taken since the last call. */
    private static int taken(List<FakeTransport> transports) {
        return transports.stream().mapToInt(each -> each.taken().size()).sum();
    }

    @Test
    void courierComesWhereHandlersBreakTheirPromise() {
        FakeTransport another = FakeTransport.patientWebSocket();
        EngineSession session = engine.open(webSocket);
        EngineSession other = engine.open(another);

        session.cork(true);
        other.send(message("a"));
        engine.pass(5);
        couriers.remove().run();

        assertThat(another.taken()).containsExactly("patiently: 4a");
        session.uncork(true);
        assertThat(another.taken()).isEmpty();
    }

    @Test
    void oneCourierServesManySessions() {
        FakeTransport another = FakeTransport.patientWebSocket();
        engine.open(webSocket).send(message("a"));
        engine.open(another).send(message("b"));
        assertThat(couriers).hasSize(1);

        couriers.remove().run();

        assertThat(webSocket.taken()).containsExactly("patiently: 4a");
        assertThat(another.taken()).containsExactly("patiently: 4b");
    }

    @Test
    void anotherCourierComesWhereTheFirstWaits() {
        EngineSession session = engine.open(webSocket);
        session.send(message("a"));
        couriers.remove();

        engine.pass(5);

        assertThat(couriers).hasSize(1);
        couriers.remove().run();
        assertThat(webSocket.taken()).containsExactly("patiently: 4a");
    }

    @Test
    void nobodyWaitsForLongWhereAllCouriersDo() {
        EngineSession session = engine.open(webSocket);
        session.send(message("a"));

        engine.pass(30);

        assertThat(couriers).hasSize(MOST);
        assertThat(webSocket.taken()).containsExactly("4a");
        session.send(message("b"));
        engine.pass(10);
        assertThat(webSocket.taken()).containsExactly("4b");
    }

    @Test
    void transportThatPrefersNoPatienceNeedsNoCourier() {
        FakeTransport plain = FakeTransport.webSocket();

        engine.open(plain).send(message("a"));

        assertThat(plain.taken()).containsExactly("4a");
        assertThat(couriers).isEmpty();
    }

    @Test
    void volatileMessageLeavesWithWhatWaitsForACourier() {
        EngineSession session = engine.open(webSocket);
        session.send(message("a"));
        session.send(volatileMessage("b"));

        couriers.remove().run();

        assertThat(webSocket.taken()).containsExactly("patiently: 4a 4b");
    }

    @Test
    void closingSessionIsSentTheRestFirst() {
        EngineSession session = engine.open(webSocket);
        session.send(message("a"));
        session.close();
        assertThat(session.isClosed()).isFalse();

        couriers.remove().run();

        assertThat(webSocket.taken()).containsExactly("patiently: 4a");
        assertThat(session.isClosed()).isTrue();
    }
}
