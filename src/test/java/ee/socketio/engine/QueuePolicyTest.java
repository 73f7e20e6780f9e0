package ee.socketio.engine;

import static ee.socketio.engine.EngineFixture.message;
import static ee.socketio.engine.EngineFixture.volatileMessage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What happens when the queue of a client that does not read is full. */
final class QueuePolicyTest {
    /** With it a message takes a quarter of the queue. */
    private static final String QUARTER =
            " " + "x".repeat(EngineFixture.MAX_QUEUE_BYTES / 4 - OutboundMessage.PACKET_BYTES - 4);

    private static final Pattern NAME = Pattern.compile("4([rv]\\d)");

    private final EngineFixture engine = new EngineFixture(
            EngineFixture.options(EngineFixture.MAX_QUEUE_BYTES, QueuePolicy.DROP_VOLATILE_THEN_DISCONNECT, ""));
    private final FakeTransport webSocket = FakeTransport.webSocket();
    private final EngineSession session = engine.open(webSocket);

    private void send(String... names) {
        webSocket.settlingByHand();
        for (String name : names) {
            session.send(name.startsWith("v") ? volatileMessage(name + QUARTER) : message(name + QUARTER));
        }
    }

    /** The names of what has arrived when all has been sent. */
    private List<String> arrived() {
        List<String> names = new ArrayList<>();
        for (Transport.Completion sending = webSocket.pending(); sending != null; sending = webSocket.pending()) {
            sending.sent();
        }
        for (String burst : webSocket.taken()) {
            NAME.matcher(burst).results().forEach(name -> names.add(name.group(1)));
        }
        return names;
    }

    @Test
    void volatileMessageWaitsAsLongAsThereIsRoom() {
        send("r1", "v1", "v2", "r2");

        assertThat(arrived()).containsExactly("r1", "v1", "v2", "r2");
        assertThat(engine.server.dropped()).isZero();
    }

    @Test
    void oldestVolatileMessageMakesRoomFirst() {
        send("r1", "v1", "v2", "r2", "r3");

        assertThat(arrived()).containsExactly("r1", "v2", "r2", "r3");
        assertThat(engine.server.dropped()).isEqualTo(1);
        assertThat(engine.server.overflows()).isZero();
    }

    @Test
    void volatileMessageThatFindsNoRoomCostsItselfAlone() {
        send("r1", "r2", "r3", "r4", "v1");

        assertThat(arrived()).containsExactly("r1", "r2", "r3", "r4");
        assertThat(engine.server.dropped()).isEqualTo(1);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void clientIsDisconnectedWhenThatDoesNotMakeEnoughRoom() {
        send("r1", "v1", "r2", "r3", "r4", "r5");

        assertThat(session.isOpen()).isFalse();
        assertThat(engine.server.dropped()).isEqualTo(1);
        assertThat(engine.server.overflows()).isEqualTo(1);
    }

    @Test
    void droppingIsToldOnceUntilAllHasBeenSent() {
        send("r1", "v1", "v2", "v3", "v4", "v5");
        assertThat(engine.seen.events).containsExactly("dropping");

        arrived();
        send("r1", "v1", "v2", "v3", "v4", "v5");

        assertThat(engine.seen.events).containsExactly("dropping", "dropping");
    }

    @Test
    void overflowIsToldBehindTheEnd() {
        send("r1", "r2", "r3", "r4", "r5");

        assertThat(engine.seen.events).hasSize(2).last().isEqualTo("overflowed");
    }
}
