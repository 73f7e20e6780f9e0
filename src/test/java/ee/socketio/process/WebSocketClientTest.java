package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebSocketClientTest {
    private final TestPrograms programs = new TestPrograms();
    private final FakeSession container = new FakeSession();

    @AfterEach
    void stop() {
        programs.close();
    }

    private WebSocketClient client(Duration pingInterval) {
        return new WebSocketClient(container.session, programs.server, pingInterval);
    }

    /** Sends a text that the peer takes when it is told to. */
    private CountDownLatch sendSlowly(WebSocketClient client) throws InterruptedException {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        container.delay = () -> {
            sending.countDown();
            await(taken);
        };
        CompletableFuture<Boolean> unused = CompletableFuture.supplyAsync(() -> client.text("line", true));
        await(sending);
        return taken;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pingWaitsForTheMessageThatIsOnItsWayAndItsPongForThePing() throws Exception {
        WebSocketClient client = client(Duration.ofSeconds(10));
        CountDownLatch taken = sendSlowly(client);
        CompletableFuture<Void> ping = CompletableFuture.runAsync(client::ping);
        programs.clock.advance(Duration.ofSeconds(30));
        taken.countDown();
        ping.get(10, TimeUnit.SECONDS);
        client.ping();

        assertThat(container.sent).containsExactly("sendText", "sendPing", "sendPing");
        assertThat(container.closed).isNotDone();
    }

    @Test
    void clientThatTakesNoMessageForTwoIntervalsIsGivenUp() throws Exception {
        WebSocketClient client = client(Duration.ofMillis(10));
        CountDownLatch taken = sendSlowly(client);
        client.ping();
        assertThat(container.closed)
                .isCompletedWithValueMatching(why -> why.getReasonPhrase().equals("no pong"));
        taken.countDown();
    }

    @Test
    void clientThatAnswersNoPingForTwoIntervalsIsGivenUp() {
        WebSocketClient client = client(Duration.ofSeconds(1));
        programs.clock.advance(Duration.ofSeconds(1));
        client.ping();
        programs.clock.advance(Duration.ofSeconds(1));
        client.ping();
        assertThat(container.closed).isNotDone();
        programs.clock.advance(Duration.ofSeconds(1));
        client.ping();
        assertThat(container.closed).isDone();
    }

    @Test
    void noPongIsDemandedWhileAMessageWaitsThatWasSentBefore() {
        WebSocketClient client = client(Duration.ofSeconds(1));
        programs.clock.advance(Duration.ofSeconds(1));
        client.ping();
        client.heldUp(true);
        programs.clock.advance(Duration.ofSeconds(9));
        client.ping();
        client.heldUp(false);
        client.ping();
        assertThat(container.closed).isNotDone();
        assertThat(container.sent).containsExactly("sendPing", "sendPing");
    }

    @Test
    void clientIsThereAsLongAsAPongCanBeSent() {
        WebSocketClient client = client(Duration.ZERO);
        assertThat(client.isThere()).isTrue();
        assertThat(container.sent).containsExactly("sendPong");
        container.broken = true;
        assertThat(client.isThere()).isFalse();
        assertThat(client.isThere()).isFalse();
    }
}
