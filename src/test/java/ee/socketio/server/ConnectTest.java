package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.ConnectionRefused;
import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.engine.Admission;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.QueryString;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void connectIsAnsweredWithAFreshSocketIdAndNothingElse() {
        FakeClient client = server.client();

        client.sends("0");

        assertThat(client.next()).matches("0\\{\"sid\":\"[\\w-]{20}\"}").doesNotContain(client.session.id());
    }

    @Test
    void socketIdDiffersPerNamespace() {
        server.server.of("/chat");
        FakeClient client = server.client();

        assertThat(client.joins("/chat").id()).isNotEqualTo(client.joins("/").id());
    }

    @Test
    void twoConnectionsOfOnePageAreTwoSockets() {
        Socket one = server.client().joins("/");
        Socket two = server.client().joins("/");

        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(server.server.of("/").sockets()).containsExactlyInAnyOrder(one, two);
        one.disconnect();
        assertThat(two.connected()).isTrue();
    }

    @Test
    void namespaceNameMayLackItsSlash() {
        assertThat(server.server.of("chat")).isSameAs(server.server.of("/chat"));
        assertThat(server.server.of("")).isSameAs(server.server.of("/"));
    }

    @Test
    void unknownNamespaceIsRefusedAndTheConnectionLives() {
        FakeClient client = server.client();

        client.sends("0/nope,{\"a\":1}");

        assertThat(client.next()).isEqualTo("4/nope,{\"message\":\"Invalid namespace\"}");
        client.joins("/");
    }

    @Test
    void namespaceIsComparedVerbatim() {
        server.server.of("/b");
        FakeClient client = server.client();

        client.sends("0/b?x=1,");

        assertThat(client.next()).isEqualTo("4/b?x=1,{\"message\":\"Invalid namespace\"}");
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
    void secondConnectClosesTheConnection() {
        FakeClient client = server.client();
        server.noteDisconnects(client.joins("/"), "first");

        client.sends("0");

        assertThat(client.isClosed()).isTrue();
        assertThat(server.notes).containsExactly("first: forced close");
    }

    @Test
    void secondConnectWhileTheFirstIsUnderWayClosesTheConnection() {
        server.server.of("/").useAsync(socket -> new CompletableFuture<>());
        FakeClient client = server.client();

        client.sends("0", "0");

        assertThat(client.isClosed()).isTrue();
        assertThat(server.server.of("/").sockets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2[\"x\"]", "3[1]", "1", "2/other,[\"x\"]", "4{\"message\":\"x\"}"})
    void packetBeforeConnectClosesTheConnection(String packet) {
        FakeClient client = server.client();

        client.sends(packet);

        assertThat(client.isClosed()).isTrue();
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

    @ParameterizedTest
    @ValueSource(
            strings = {"2/chat,[\"x\"]", "3/chat,1[]", "1/chat,", "51-/chat,[\"x\",{\"_placeholder\":true,\"num\":0}]"})
    void latePacketForALeftNamespaceIsIgnored(String packet) {
        server.server.of("/chat");
        FakeClient client = server.client();
        client.joins("/chat").disconnect();
        assertThat(client.next()).isEqualTo("1/chat,");

        client.sends(packet);
        if (packet.startsWith("5")) {
            client.sends("<01>");
        }

        assertThat(client.isClosed()).isFalse();
        client.joins("/chat");
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
    void connectionThatJoinsNothingIsClosedAtTheConnectTimeout() {
        FakeClient client = server.client();
        server.advance(Duration.ofSeconds(26));
        client.pongs();

        server.advance(Duration.ofMillis(18_900));
        assertThat(client.isClosed()).isFalse();
        server.advance(Duration.ofMillis(100));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void refusedConnectDoesNotStopTheConnectTimeout() {
        FakeClient client = server.client();
        client.sends("0/nope,");
        server.advance(Duration.ofSeconds(26));
        client.pongs();

        server.advance(Duration.ofSeconds(19));

        assertThat(client.isClosed()).isTrue();
    }

    /** CometD #1716: what has ended must not be held until its deadlines. */
    @Test
    void connectionThatEndsIsLetGoBeforeItsConnectTimeout() {
        WeakReference<EngineSession> session = sessionThatVanishes();

        for (int collections = 0; session.get() != null && collections < 20; collections++) {
            System.gc();
        }

        assertThat(session.get()).isNull();
    }

    private WeakReference<EngineSession> sessionThatVanishes() {
        FakeClient client = server.client();
        client.vanishes();
        return new WeakReference<>(client.session);
    }

    @Test
    void connectTimeoutIsOffForGoodOnceANamespaceWasJoined() {
        FakeClient client = server.client();
        client.joins("/");
        client.sends("1");
        server.advance(Duration.ofSeconds(26));
        client.pongs();

        server.advance(Duration.ofSeconds(20));

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void handshakeTellsRequestAndAuthPerNamespace() {
        server.server
                .of("/a")
                .onConnect(socket -> server.notes.add("a " + socket.handshake().auth(Map.class)
                        + socket.handshake().query().get("token")));
        server.server
                .of("/b")
                .onConnect(socket -> server.notes.add("b " + socket.handshake().auth(Map.class)));
        FakeClient client = server.client();

        client.sends("0/a,{\"token\":\"x\"}", "0/b,");

        assertThat(server.notes).containsExactly("a {token=x}query", "b {}");
        Socket socket = server.server.of("/a").sockets().iterator().next();
        assertThat(socket.handshake().header("X-Twice")).contains("one");
        assertThat(socket.handshake().headers()).containsEntry("x-twice", List.of("one", "two"));
        assertThat(socket.handshake().address()).isEqualTo("192.0.2.1");
        assertThat(socket.handshake().secure()).isTrue();
        assertThat(socket.handshake().xdomain()).isTrue();
        assertThat(socket.handshake().url()).startsWith("/socket.io/?EIO=4");
    }

    record Credentials(String user, int level) {}

    @Test
    void authIsBoundToARecordAndWhatDoesNotFitIsRefusedByTheHandler() {
        server.server.of("/").onConnect(socket -> {
            Credentials credentials = socket.handshake().auth(Credentials.class);
            server.notes.add(credentials.toString());
        });
        server.server.onError(
                (event, failure) -> server.notes.add(failure.getClass().getSimpleName()));

        server.client().sends("0{\"user\":\"ada\",\"level\":3}");
        server.client().sends("0{\"user\":\"ada\",\"level\":\"high\"}");

        assertThat(server.notes).containsExactly("Credentials[user=ada, level=3]", "IllegalArgumentException");
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

    // ---- revision 4 of the protocol, of clients v2

    @Test
    void olderClientIsInTheMainNamespaceAtOnceUnderTheIdOfItsSession() {
        FakeClient client = server.client(EngineRevision.V3);

        assertThat(client.next()).isEqualTo("0");
        assertThat(server.server.of("/").socket(client.session.id())).isPresent();
    }

    @Test
    void olderClientMustNotConnectToTheMainNamespaceItself() {
        FakeClient client = server.client(EngineRevision.V3);

        client.sends("0");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void olderClientGivesItsAuthInTheNamespacesQuery() {
        server.server
                .of("/chat")
                .onConnect(socket ->
                        server.notes.add(socket.id() + socket.handshake().auth(Map.class)));
        FakeClient client = server.client(EngineRevision.V3);
        client.frames();

        client.sends("0/chat?token=a%20b,");

        assertThat(client.next()).isEqualTo("0/chat,");
        assertThat(server.notes).containsExactly("/chat#" + client.session.id() + "{token=a b}");
    }

    @Test
    void olderClientIsRefusedWithTheMessageAloneOrTheDataAlone() {
        server.server.of("/deny").use(socket -> {
            throw new ConnectionRefused("no way");
        });
        server.server.of("/denyd").use(socket -> {
            throw new ConnectionRefused("no way", Map.of("a", 1));
        });
        FakeClient client = server.client(EngineRevision.V3);
        client.frames();

        client.sends("0/deny");
        client.sends("0/denyd,");
        client.sends("0/nope,");

        assertThat(client.messages())
                .containsExactly(
                        "4/deny,\"no way\"", "4/denyd,{\"a\":1}", "4/nope,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void olderClientMayLeaveAndComeBackUnderTheSameId() {
        server.server.of("/chat").onConnect(socket -> socket.on("x", event -> server.notes.add(socket.id())));
        FakeClient client = server.client(EngineRevision.V3);
        client.frames();

        client.sends("0/chat,");
        client.sends("1/chat,", "0/chat,", "2/chat,[\"x\"]");

        assertThat(client.messages()).containsExactly("0/chat,", "0/chat,");
        assertThat(server.notes).containsExactly("/chat#" + client.session.id());
        assertThat(server.server.of("/chat").sockets()).hasSize(1);
    }

    @Test
    void olderClientNeedsTheMainNamespaceForNoOther() {
        server.server.of("/").use(socket -> {
            throw new ConnectionRefused("not here");
        });
        server.server.of("/chat");
        FakeClient client = server.client(EngineRevision.V3);

        client.sends("0/chat,");

        assertThat(client.messages()).containsExactly("4\"not here\"", "0/chat,");
        assertThat(client.isClosed()).isFalse();
    }

    /** It would wait for a CONNECT packet that it cannot read. */
    @Test
    void olderClientIsRefusedWhereItCannotReadThePackets() {
        try (TestServer msgpack =
                new TestServer(TestServer.OPTIONS, AdapterFactory.LOCAL, PacketParser.msgpack(DecoderLimits.DEFAULT))) {
            EngineServer engine = msgpack.server.engine();

            assertThat(engine.admit(handshake("EIO=4"), false)).isInstanceOf(Admission.Handshake.class);
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> engine.admit(handshake("EIO=3"), false))
                    .extracting(ProtocolException::error)
                    .isEqualTo(ProtocolError.UNSUPPORTED_PROTOCOL);
        }
    }

    private static EngineRequest handshake(String revision) {
        return new EngineRequest(
                "GET", "", QueryString.parse(revision + "&transport=polling"), Map.of(), "127.0.0.1", false, null);
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
