package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client is back before the server has noticed that it had gone. */
final class SuccessionTest extends RecoveryFixture {
    /** A phone changes its network: it is back long before the server misses its heartbeat. */
    @Test
    void clientThatComesBackWhileItsOldConnectionIsOpenTakesItsPlace() {
        Seat seat = sits();
        socket(seat).onDisconnect((gone, reason) -> server.notes.add("gone: " + reason));
        namespace.onConnect(socket -> server.notes.add("back: " + socket.recovered()));

        FakeClient second = server.client();
        second.sends("0{\"pid\":\"" + seat.pid() + "\"}");

        assertThat(second.messages()).containsExactly(connect(seat));
        assertThat(server.notes).containsExactly("gone: transport close", "back: true");
        assertThat(seat.client().messages()).containsExactly("1");
        assertThat(namespace.sockets()).hasSize(1);
        namespace.emit("x");
        assertThat(second.messages()).hasSize(1);
        assertThat(seat.client().messages()).isEmpty();
    }

    @Test
    void disconnectListenersHaveRunBeforeTheClientIsBack() {
        Seat seat = sits();
        socket(seat).onDisconnect((gone, reason) -> gone.data().put("last", "words"));
        namespace.onConnect(socket -> server.notes.add("back " + socket.data()));
        FakeClient second = server.client();

        second.hands("0{\"pid\":\"" + seat.pid() + "\"}");
        assertThat(server.notes).isEmpty();
        server.run();

        assertThat(server.notes).containsExactly("back {last=words}");
    }

    @Test
    void strangerWithAStolenPidDoesNotEndTheSocketThatIsThere() {
        Seat ann = sits("ann");
        server.noteDisconnects(socket(ann), "ann");

        assertIsFresh(ann, tries("bob", ann.pid()));
        assertIsFresh(ann, comesBack(ann.pid(), null));

        assertThat(server.notes).isEmpty();
        assertThat(ann.client().messages()).isEmpty();
        namespace.to(ann.sid()).emit("still here");
        assertThat(ann.client().messages()).hasSize(1);
    }

    @Test
    void strangerWithAStolenPidDoesNotConsumeTheSession() {
        Seat ann = sits("ann");
        ann.client().vanishes();

        assertIsFresh(ann, tries("bob", ann.pid()));
        assertIsFresh(ann, comesBack(ann.pid(), null));

        assertThat(tries("ann", ann.pid())).containsExactly(connect(ann));
    }

    private Seat sits(String user) {
        FakeClient client = server.client(user, Map.of());
        client.sends("0");
        return Seat.of(client, client.next());
    }

    private List<String> tries(String user, String pid) {
        FakeClient client = server.client(user, Map.of());
        client.sends("0{\"pid\":\"" + pid + "\"}");
        return client.messages();
    }

    /** What the old handlers do at the end, they would do to the socket that is back. */
    @Test
    void clientWhoseOldHandlerGoesOnForTooLongBeginsAnew() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService handlers = Executors.newFixedThreadPool(3);
        try (TestServer busy = new TestServer(TestServer.recovering(LIMITS, true), handlers)) {
            busy.server
                    .of("/")
                    .onConnect(socket -> socket.on("block", event -> {
                        running.countDown();
                        release.await();
                    }));
            FakeClient client = busy.client();
            client.hands("0");
            Seat seat = Seat.of(client, client.awaits().substring(1));
            client.hands("2[\"block\"]");
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            FakeClient second = busy.client();
            second.hands("0{\"pid\":\"" + seat.pid() + "\"}");
            busy.clock.advance(TestServer.MIDDLEWARE_TIMEOUT.minusMillis(1));
            assertThat(second.frames()).isEmpty();
            busy.clock.advance(Duration.ofMillis(1));

            assertIsFresh(seat, List.of(second.awaits().substring(1)));
        } finally {
            release.countDown();
            handlers.shutdown();
        }
    }
}
