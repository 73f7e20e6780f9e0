package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import ee.socketio.engine.EngineSession;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which namespaces a connection joins, and what breaks the protocol on the way. */
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
        Instant before = Instant.now();
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
        assertThat(socket.handshake().time()).isBetween(before, Instant.now());
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

    // ---- revision 4 of the protocol, of clients v2
}
