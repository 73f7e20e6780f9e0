package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way into a namespace: middlewares, connect handlers, and refusals. */
final class EntranceTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void refusalCarriesMessageAndData() {
        server.server.of("/").onConnect(socket -> {
            throw new ConnectionRefused("not you", Map.of("code", 7));
        });
        server.server.of("/chat");
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.next()).isEqualTo("4{\"message\":\"not you\",\"data\":{\"code\":7}}");
        client.joins("/chat");
    }

    @Test
    void refusalWithoutDataHasNoSuchKey() {
        server.server.of("/chat").use(socket -> {
            throw new ConnectionRefused("no \"way\"");
        });
        FakeClient client = server.client();

        client.sends("0/chat,");

        assertThat(client.next()).isEqualTo("4/chat,{\"message\":\"no \\\"way\\\"\"}");
    }

    @Test
    void anyOtherExceptionRefusesTooAndIsNotToldToTheClient() {
        server.server
                .of("/")
                .onConnect(socket -> {
                    throw new AssertionError("password is 123");
                })
                .onError((event, failure) -> server.notes.add(event.name() + ": " + failure.getMessage()));
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.next()).isEqualTo("4{\"message\":\"Internal server error\"}");
        assertThat(server.notes).containsExactly("connect: password is 123");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void refusalWithUnwritableDataStillRefuses() {
        server.server
                .of("/")
                .onConnect(socket -> {
                    throw new ConnectionRefused("no", new byte[] {1});
                })
                .onError((event, failure) -> server.notes.add(failure.getClass().getSimpleName()));
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.next()).isEqualTo("4{\"message\":\"Internal server error\"}");
        assertThat(server.notes).containsExactly("IllegalArgumentException");
    }

    @Test
    void refusedClientIsInNoRoomAndMayTryAgain() {
        List<Socket> seen = new ArrayList<>();
        server.server.of("/").onConnect(socket -> {
            socket.join("r");
            seen.add(socket);
            if (seen.size() == 1) {
                throw new ConnectionRefused("not yet");
            }
        });
        FakeClient client = server.client();

        client.sends("0");
        assertThat(client.next()).isEqualTo("4{\"message\":\"not yet\"}");
        assertThat(seen.get(0).rooms()).isEmpty();
        assertThat(seen.get(0).connected()).isFalse();
        assertThat(server.server.of("/").to("r").sockets()).isEmpty();

        client.joins("/");
        assertThat(server.server.of("/").to("r").sockets()).containsExactly(seen.get(1));
    }

    @Test
    void eventWhileMiddlewaresStillRunIsHandledWhenTheyHavePassed() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        server.server
                .of("/")
                .useAsync(socket -> gate)
                .onConnect(socket -> socket.on(
                        "early", event -> server.notes.add(event.arguments().json(0))));
        FakeClient client = server.client();

        client.sends("0", "2[\"early\",1]");
        assertThat(client.messages()).isEmpty();
        gate.complete(null);
        server.run();

        assertThat(client.next()).startsWith("0{\"sid\"");
        assertThat(server.notes).containsExactly("1");
    }

    @Test
    void whatConnectHandlersEmitFollowsTheConnectPacketInOrder() {
        server.server
                .of("/")
                .use(socket -> socket.emit("zero"))
                .onConnect(socket -> {
                    socket.emit("one");
                    server.server.of("/").emit("two");
                    socket.emit("bytes", new byte[] {1});
                })
                .onConnect(socket -> socket.emit("three"));
        FakeClient client = server.client();

        client.sends("0");

        List<String> messages = client.messages();
        assertThat(messages.get(0)).startsWith("0{\"sid\"");
        assertThat(messages.subList(1, messages.size()))
                .containsExactly(
                        "2[\"zero\"]",
                        "2[\"one\"]",
                        "2[\"two\"]",
                        "51-[\"bytes\",{\"_placeholder\":true,\"num\":0}]",
                        "<01>",
                        "2[\"three\"]");
    }

    @Test
    void middlewaresRunInOrderAheadOfConnectHandlersOnASocketThatIsNotConnected() {
        server.server
                .of("/")
                .use(socket -> server.notes.add("1 " + socket.connected() + socket.rooms()
                        + server.server.of("/").sockets().size()))
                .useAsync(socket -> CompletableFuture.runAsync(() -> server.notes.add("2"), Runnable::run))
                .onConnect(socket -> server.notes.add("3 " + socket.connected()
                        + socket.rooms().equals(java.util.Set.of(socket.id()))
                        + server.server.of("/").sockets().size()));

        server.client().joins("/");

        assertThat(server.notes).containsExactly("1 false[]0", "2", "3 truetrue1");
    }

    @Test
    void middlewareOfOneNamespaceDoesNotRunForAnother() {
        server.server.of("/").use(socket -> {
            throw new ConnectionRefused("no");
        });
        server.server.of("/chat");

        server.client().joins("/chat");
    }

    @Test
    void roomsJoinedInAMiddlewareAreEnteredWithTheNamespaceOnly() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        server.server
                .of("/")
                .use(socket -> {
                    socket.join("a", "b");
                    socket.leave("b");
                })
                .useAsync(socket -> gate);
        FakeClient client = server.client();
        client.sends("0");
        assertThat(server.server.of("/").to("a").sockets()).isEmpty();

        gate.complete(null);
        server.run();

        assertThat(server.server.of("/").to("a").sockets()).hasSize(1);
        assertThat(server.server.of("/").to("b").sockets()).isEmpty();
    }

    @Test
    void roomsJoinedInAFailedMiddlewareAreGone() {
        List<Socket> seen = new ArrayList<>();
        server.server
                .of("/")
                .use(socket -> {
                    socket.join("a");
                    seen.add(socket);
                })
                .useAsync(socket -> CompletableFuture.failedFuture(new ConnectionRefused("later")));
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.next()).isEqualTo("4{\"message\":\"later\"}");
        assertThat(seen.get(0).rooms()).isEmpty();
        assertThat(server.server.of("/").to("a").sockets()).isEmpty();
    }

    @Test
    void clientThatLeavesDuringAMiddlewareIsNeverConnected() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        server.server.of("/").useAsync(socket -> gate).onConnect(socket -> server.notes.add("connected"));
        FakeClient client = server.client();
        client.sends("0");

        client.vanishes();
        gate.complete(null);
        server.run();

        assertThat(server.notes).isEmpty();
        assertThat(server.server.of("/").sockets()).isEmpty();
    }

    @Test
    void middlewareThatNeverDecidesRefusesAtItsTimeout() {
        server.server
                .of("/slow")
                .useAsync(socket -> new CompletableFuture<>())
                .onError((event, failure) -> server.notes.add(failure.getMessage()));
        FakeClient client = server.client();
        client.joins("/");
        client.sends("0/slow,");

        server.advance(TestServer.MIDDLEWARE_TIMEOUT.minusMillis(1));
        assertThat(client.messages()).isEmpty();
        server.advance(Duration.ofMillis(1));

        assertThat(client.frames()).containsExactly("44/slow,{\"message\":\"Internal server error\"}");
        assertThat(server.notes).containsExactly("a middleware has not decided in time");
    }

    @Test
    void disconnectInTheConnectHandlerIsToldBehindTheConnectPacket() {
        server.server.of("/").onConnect(socket -> {
            server.noteDisconnects(socket, "it");
            socket.emit("bye");
            socket.disconnect();
        });
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.messages()).hasSize(3).element(0).asString().startsWith("0{\"sid\"");
        assertThat(server.notes).containsExactly("it: server namespace disconnect");
        assertThat(server.server.of("/").sockets()).isEmpty();
    }

    @Test
    void handlerThatDisconnectsAndThenThrowsRefuses() {
        server.server.of("/").onConnect(socket -> {
            socket.disconnect();
            throw new ConnectionRefused("no");
        });
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.next()).isEqualTo("4{\"message\":\"no\"}");
    }

    @Test
    void tooMuchSentAheadOfTheConnectPacketClosesTheConnection() {
        server.server.of("/").onConnect(socket -> {
            for (int i = 0; i < 11; i++) {
                socket.emit("x", "y".repeat(1000));
            }
        });
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.isClosed()).isTrue();
        assertThat(server.server.of("/").sockets()).isEmpty();
    }

    /** A listener of a middleware's is not told of an end without a beginning. */
    @Test
    void socketThatWasNeverConnectedDoesNotDisconnect() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        server.server
                .of("/")
                .use(socket -> {
                    server.noteDisconnects(socket, "it");
                    socket.onDisconnecting((gone, reason) -> server.notes.add("disconnecting"));
                })
                .useAsync(socket -> gate);
        FakeClient client = server.client();
        client.sends("0");

        client.vanishes();
        gate.completeExceptionally(new ConnectionRefused("too late"));
        server.run();

        assertThat(server.notes).isEmpty();
    }
}
