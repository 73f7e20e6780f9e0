package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.testkit.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official server's dynamic namespaces: what they inherit from their parent, and what the parent reaches. */
final class DynamicNamespacesTest {
    private final InProcessServer server = InProcessServer.create();
    private final NamespaceRegistry io = server.namespaces();
    private final Namespace parent = io.of(Pattern.compile("/room-\\d+"));
    private final List<String> notes = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void inheritsMiddlewares() {
        parent.use(socket -> notes.add(socket.namespace().name()));

        server.connect("/room-1");

        assertThat(notes).containsExactly("/room-1");
    }

    @Test
    void inheritsConnectionListeners() {
        parent.onConnect(socket -> socket.emit("welcome", socket.namespace().name()));

        assertThat(server.connect("/room-2").next().args().get(0, String.class)).isEqualTo("/room-2");
    }

    @Test
    void emit() {
        InProcessClient one = server.connect("/room-1");
        InProcessClient two = server.connect("/room-2");

        parent.emit("x");

        assertThat(one.received()).extracting(Received::namespace).containsExactly("/room-1");
        assertThat(two.received()).extracting(Received::namespace).containsExactly("/room-2");
    }

    @Test
    void emitToARoom() {
        InProcessClient inside = server.connect("/room-1");
        InProcessClient outside = server.connect("/room-2");
        inside.socket().join("corner");

        parent.to("corner").emit("x");

        assertThat(inside.received()).hasSize(1);
        assertThat(outside.received()).isEmpty();
    }

    @Test
    void cleanupEmptyChildNamespaces() {
        InProcessClient one = server.connect("/room-1");
        InProcessClient two = server.connect("/room-1");

        one.close();
        assertThat(io.find("/room-1")).isPresent();
        two.close();

        assertThat(io.find("/room-1")).isEmpty();
        assertThat(server.connect("/room-1").isConnected()).as("again").isTrue();
    }

    @Test
    void newNamespace() {
        io.onNewNamespace(created -> notes.add(created.name()));

        server.connect("/room-1");
        server.connect("/room-1");

        assertThat(notes).containsExactly("/room-1");
    }

    @Test
    void manuallyCreatedInheritsToo() {
        parent.use(socket -> notes.add("inherited"));

        io.of("/room-7");
        server.connect("/room-7");

        assertThat(notes).containsExactly("inherited");
    }
}
