package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.Member;
import ee.socketio.adapter.RecoveringAdapter;
import ee.socketio.adapter.StoredSession;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a client that comes back has to pass. */
final class RecoveryMiddlewareTest extends RecoveryFixture {
    @Test
    void middlewaresAreSkippedUnlessToldOtherwise() {
        namespace.use(socket -> server.notes.add("step"));
        Seat seat = sits();
        seat.client().vanishes();
        comesBack(seat.pid(), null);
        assertThat(server.notes).containsExactly("step");
    }

    @Test
    void middlewaresThatAreNotSkippedRunBeforeAnythingIsReplayed() {
        restart(LIMITS, false);
        CompletableFuture<Void> decision = new CompletableFuture<>();
        Seat seat = sits();
        socket(seat).join("r");
        seat.client().vanishes();
        namespace.emit("one");
        namespace.useAsync(socket -> {
            server.notes.add("step " + socket.recovered());
            return decision;
        });
        FakeClient client = server.client();

        client.sends("0{\"pid\":\"" + seat.pid() + "\"}");
        assertThat(client.messages()).isEmpty();
        namespace.to("r").emit("two");
        decision.complete(null);
        server.run();
        namespace.to("r").emit("three");

        List<String> messages = client.messages();
        assertThat(server.notes).containsExactly("step true");
        assertThat(messages).hasSize(4);
        assertThat(messages.get(0)).startsWith("2[\"one\",\"");
        assertThat(messages.get(1)).startsWith("2[\"two\",\"");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
        assertThat(messages.get(3)).startsWith("2[\"three\",\"");
    }

    @Test
    void middlewareThatIsNotSkippedMayRefuse() {
        restart(LIMITS, false);
        Seat seat = sits();
        seat.client().vanishes();
        namespace.emit("secret");
        namespace.use(socket -> {
            throw new ConnectionRefused("banned");
        });

        assertThat(comesBack(seat.pid(), null)).containsExactly("4{\"message\":\"banned\"}");
    }

    @Test
    void roomsThatAMiddlewareLeavesOrJoinsAreLeftAndJoined() {
        restart(LIMITS, false);
        Seat seat = sits();
        socket(seat).join("kept", "left");
        seat.client().vanishes();
        namespace.to("left").emit("secret");
        namespace.to("new").emit("too early");
        namespace.to("kept").emit("missed");
        namespace.to(seat.sid()).emit("direct");
        namespace.use(socket -> {
            socket.leave("left", socket.id());
            socket.join("new");
        });

        List<String> messages = comesBack(seat.pid(), null);

        assertThat(messages).hasSize(3);
        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
        assertThat(messages.get(1)).startsWith("2[\"direct\",\"");
        assertThat(messages.get(2)).isEqualTo(connect(seat));
        assertThat(socket(seat).rooms()).containsExactlyInAnyOrder(seat.sid(), "kept", "new");
    }

    @Test
    void roomThatIsLeftWhileTheSocketIsBeingAddedIsLeft() {
        CompletableFuture<Void> added = new CompletableFuture<>();
        AdapterFactory slow =
                host -> new RecoveringAdapter(host, host.recovery().orElseThrow()) {
                    @Override
                    public CompletionStage<List<Emission>> addRestored(Member member, StoredSession session) {
                        return super.addRestored(member, session).thenCombine(added, (missed, now) -> missed);
                    }
                };
        try (TestServer other = new TestServer(TestServer.recovering(LIMITS, false), slow)) {
            FakeClient client = other.client();
            client.sends("0");
            Seat seat = Seat.of(client, client.next());
            client.socket("/", seat.sid()).join("r", "kept");
            client.vanishes();
            AtomicReference<Socket> entering = new AtomicReference<>();
            other.server.of("/").use(entering::set);
            FakeClient back = other.client();
            back.sends("0{\"pid\":\"" + seat.pid() + "\"}");

            entering.get().leave("r");
            added.complete(null);
            other.run();

            assertThat(back.next()).isEqualTo(connect(seat));
            assertThat(entering.get().rooms()).containsExactlyInAnyOrder(seat.sid(), "kept");
        }
    }

    @Test
    void clientThatIsLostOnItsWayBackMayComeBackAgain() {
        restart(LIMITS, false);
        CompletableFuture<Void> never = new CompletableFuture<>();
        Seat seat = sits();
        socket(seat).join("r");
        seat.client().vanishes();
        namespace.to("r").emit("missed");
        Namespace.AsyncMiddleware step =
                socket -> server.notes.isEmpty() ? never : CompletableFuture.completedFuture(1);
        namespace.useAsync(step);
        FakeClient lost = server.client();
        lost.sends("0{\"pid\":\"" + seat.pid() + "\"}");
        lost.vanishes();
        server.notes.add("let pass");

        List<String> messages = comesBack(seat.pid(), null);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).startsWith("2[\"missed\",\"");
        assertThat(socket(seat).rooms()).contains("r");
    }
}
