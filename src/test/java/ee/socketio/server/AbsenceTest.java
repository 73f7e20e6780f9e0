package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
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
        restart(LIMITS, false);
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
}
