package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.ConnectionRefused;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.engine.Admission;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.QueryString;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of revision 3, which are in the main namespace at once. */
final class OlderClientTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

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
}
