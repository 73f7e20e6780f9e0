package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.RecoveringAdapter;
import ee.socketio.adapter.Recovery;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When those who observe sockets are told that one has ended whose client may come back. */
final class AbsenceTest extends RecoveryFixture {
    private Seat seat;
    private Socket gone;

    @BeforeEach
    void connect() {
        connect(LIMITS);
    }

    private void connect(Recovery.Limits limits) {
        restart(limits, false);
        observeOne();
    }

    /** Somebody watches, and one client comes. */
    private void observeOne() {
        server.server.observe(new SocketObserver() {
            @Override
            public void connected(Socket socket) {
                server.notes.add(name(socket) + " connected");
            }

            @Override
            public void ended(Socket socket) {
                server.notes.add(name(socket) + " ended");
            }
        });
        seat = sits();
        gone = socket(seat);
        server.notes.clear();
    }

    private String name(Socket socket) {
        return socket.equals(gone) ? "first" : "second";
    }

    @Test
    void socketHasEndedWhenItsClientCannotComeBackAnyMore() {
        seat.client().vanishes();
        server.advance(Duration.ofSeconds(119));
        assertThat(server.notes).isEmpty();

        server.advance(Duration.ofSeconds(1));
        assertThat(server.notes).containsExactly("first ended");
    }

    @Test
    void socketHasEndedAsSoonAsItsClientIsBack() {
        seat.client().vanishes();
        comesBack(seat.pid(), null);
        assertThat(server.notes).containsExactly("second connected", "first ended");

        server.advance(Duration.ofMinutes(3));
        assertThat(server.notes).as("once").doesNotHaveDuplicates();
    }

    @Test
    void socketHasEndedWhenItsClientIsRefused() {
        seat.client().vanishes();
        namespace.use(socket -> {
            throw new ConnectionRefused("banned");
        });

        comesBack(seat.pid(), null);

        assertThat(server.notes).containsExactly("first ended");
    }

    @Test
    void connectHandlerThatRefusesEndsBothSockets() {
        seat.client().vanishes();
        namespace.onConnect(socket -> {
            throw new ConnectionRefused("banned");
        });

        comesBack(seat.pid(), null);

        assertThat(server.notes).containsExactly("second ended", "first ended");
    }

    @Test
    void clientThatIsLostOnItsWayBackIsAwaitedOnceMore() {
        seat.client().vanishes();
        server.advance(Duration.ofSeconds(110));
        FakeClient lost = onItsWay();
        lost.vanishes();

        server.advance(Duration.ofSeconds(119));
        assertThat(server.notes).isEmpty();
        server.advance(Duration.ofSeconds(1));
        assertThat(server.notes).containsExactly("first ended");
    }

    @Test
    void clientThatLeavesOnItsWayBackIsNotAwaited() {
        seat.client().vanishes();
        FakeClient leaving = onItsWay();

        leaving.sends("1");

        assertThat(server.notes).containsExactly("first ended");
    }

    /** A client that a middleware keeps waiting. */
    private FakeClient onItsWay() {
        namespace.useAsync(socket -> new CompletableFuture<>());
        FakeClient client = server.client();
        client.sends("0{\"pid\":\"" + seat.pid() + "\"}");
        return client;
    }

    @Test
    void strangerDoesNotEndTheAbsence() {
        seat.client().vanishes();
        FakeClient stranger = server.client("bob", Map.of());

        stranger.sends("0{\"pid\":\"" + seat.pid() + "\"}");

        assertThat(server.notes).containsExactly("second connected");
        comesBack(seat.pid(), null);
        assertThat(server.notes).containsExactly("second connected", "second connected", "first ended");
    }

    /** Each of them is held on to. */
    @Test
    void absentSocketsAreBoundedAndWhoHasBeenAwayForLongestIsAwaitedNoMore() {
        connect(new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 2 * Absences.COST, 50_000));
        Seat second = sits();
        Seat third = sits();
        server.notes.clear();

        seat.client().vanishes();
        second.client().vanishes();
        assertThat(server.notes).isEmpty();
        third.client().vanishes();
        assertThat(server.notes).containsExactly("first ended");

        assertIsFresh(seat, comesBack(seat.pid(), null));
        assertThat(comesBack(second.pid(), null)).containsExactly(connect(second));
        assertThat(comesBack(third.pid(), null)).containsExactly(connect(third));
        server.advance(Duration.ofMinutes(3));
        assertThat(server.notes).containsOnlyOnce("first ended");
    }

    @Test
    void clientsThatAreBackOrBeyondTheirTimeMakeRoom() {
        connect(new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), Absences.COST, 50_000));
        for (int i = 0; i < 3; i++) {
            FakeClient lost = i == 0 ? seat.client() : server.client();
            if (i > 0) {
                lost.sends("0{\"pid\":\"" + seat.pid() + "\"}");
                assertThat(lost.next()).isEqualTo(connect(seat));
            }
            lost.vanishes();
        }
        server.advance(Duration.ofMinutes(2));
        Seat next = sits();

        next.client().vanishes();

        assertThat(comesBack(next.pid(), null)).containsExactly(connect(next));
    }

    @Test
    void sessionThatTheAdapterCannotForgetHoldsNobodyUp() {
        AdapterFactory failing =
                host -> new RecoveringAdapter(host, host.recovery().orElseThrow()) {
                    @Override
                    public void forgetSession(String pid) {
                        throw new IllegalStateException("provoked");
                    }
                };
        server.close();
        server = new TestServer(TestServer.recovering(LIMITS, false), failing);
        namespace = server.server.of("/");
        observeOne();

        seat.client().vanishes();
        server.advance(LIMITS.maxDisconnectionDuration());

        assertThat(server.notes).containsExactly("first ended");
    }
}
