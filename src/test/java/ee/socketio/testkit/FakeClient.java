package ee.socketio.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.engine.Admission;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A client without a network: what it sends and gets are the messages of Socket.IO as they are on the wire, in order,
 * {@code <0a ff>} for bytes.
 */
public final class FakeClient {
    private final TestServer server;
    public final FakeTransport transport;
    public final EngineSession session;

    private FakeClient(TestServer server, FakeTransport transport, EngineSession session) {
        this.server = server;
        this.transport = transport;
        this.session = session;
    }

    public static FakeClient open(TestServer server, EngineRevision revision, TransportName name) {
        return open(server, revision, name, null, Map.of());
    }

    /** The opening request came from somebody. */
    static FakeClient open(
            TestServer server,
            EngineRevision revision,
            TransportName name,
            Principal principal,
            Map<String, Boolean> roles) {
        EngineRequest request = new EngineRequest(
                "GET",
                "/socket.io/?EIO=4&transport=" + name.text() + "&token=query",
                Map.of("EIO", "4", "transport", name.text(), "token", "query"),
                Map.of("origin", List.of("http://a.example"), "x-twice", List.of("one", "two")),
                "192.0.2.1",
                true,
                principal,
                roles,
                Optional.empty());
        FakeTransport transport = new FakeTransport(name);
        EngineSession session = Objects.requireNonNull(server.server
                .engine()
                .open(
                        request,
                        new Admission.Handshake(revision, server.server.engine().newId()),
                        transport));
        FakeClient client = new FakeClient(server, transport, session);
        server.run();
        assertThat(transport.frames.poll()).startsWith("0{\"sid\"");
        return client;
    }

    /** Sends messages and lets the handlers run. */
    public void sends(String... messages) {
        hands(messages);
        server.run();
    }

    /** Sends messages; the handlers do not run yet. */
    public void hands(String... messages) {
        for (String message : messages) {
            if (message.startsWith("<")) {
                session.received(transport, new BinaryPacket(bytes(message)));
            } else {
                session.received(transport, TextPacket.of(PacketType.MESSAGE, message));
            }
        }
    }

    private static byte[] bytes(String hex) {
        return FakeTransport.HEX.parseHex(hex.substring(1, hex.length() - 1));
    }

    /** Answers a heartbeat. */
    public void pongs() {
        session.received(transport, TextPacket.PONG);
    }

    /** A polling client changes to WebSocket; returns what carries it from now on. */
    public FakeTransport upgrades() {
        transport.writable = false;
        FakeTransport candidate = new FakeTransport(TransportName.WEBSOCKET);
        assertThat(session.probe(candidate)).isTrue();
        session.received(candidate, TextPacket.of(PacketType.PING, "probe"));
        session.received(candidate, TextPacket.of(PacketType.UPGRADE, ""));
        server.run();
        return candidate;
    }

    /** The connection breaks. */
    public void vanishes() {
        session.lost(transport, CloseReason.TRANSPORT_CLOSE, null);
        server.run();
    }

    /** Connects to a namespace and returns the server's socket. */
    public Socket joins(String namespace) {
        sends(namespace.equals("/") ? "0" : "0" + namespace + ",");
        String answer = next();
        assertThat(answer).startsWith(namespace.equals("/") ? "0{\"sid\":\"" : "0" + namespace + ",{\"sid\":\"");
        int start = answer.indexOf("\":\"") + 3;
        return socket(namespace, answer.substring(start, start + 20));
    }

    /** The server's socket of that id. */
    public Socket socket(String namespace, String id) {
        Namespace joined = server.server.of(namespace);
        return joined.socket(id).orElseThrow();
    }

    /** The only message that has come since the last call. */
    public String next() {
        List<String> messages = messages();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    /** The messages that have come since the last call. */
    public List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (String frame : frames()) {
            assertThat(frame).matches("(?s)4.*|<.*>");
            messages.add(frame.startsWith("4") ? frame.substring(1) : frame);
        }
        return messages;
    }

    /** All that has come since the last call. */
    public List<String> frames() {
        List<String> frames = new ArrayList<>();
        transport.frames.drainTo(frames);
        return frames;
    }

    /** The next frame; waits for it. */
    public String awaits() throws InterruptedException {
        return Objects.requireNonNull(transport.frames.poll(10, TimeUnit.SECONDS), "nothing came");
    }

    public boolean isClosed() {
        return transport.farewell.get() != null;
    }
}
