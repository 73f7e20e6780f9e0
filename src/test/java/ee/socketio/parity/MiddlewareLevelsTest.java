package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ConnectionRefused;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineRequest;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.wire.engine.ProtocolException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the official server lets an application step in, from the handshake to the event that is sent. */
final class MiddlewareLevelsTest {
    private final InProcessServer server = InProcessServer.create();
    private final List<String> notes = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @ApplicationScoped
    static class Door implements EngineHooks {
        @Override
        public Optional<String> refusal(EngineRequest opening) {
            return opening.header("x-api-key").isPresent() ? Optional.empty() : Optional.of("a key is needed");
        }
    }

    /** The official server's {@code allowRequest}. */
    @Test
    void handshake() {
        try (InProcessServer guarded = InProcessServer.of(Door.class)) {
            assertThatThrownBy(() -> guarded.connect("/"))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("a key is needed");
            assertThat(guarded.client().header("X-Api-Key", "k").connect("/").isConnected())
                    .isTrue();
        }
    }

    @Test
    void namespace() {
        server.namespaces().of("/chat").use(socket -> {
            throw new ConnectionRefused("not today", Map.of("retry", "tomorrow"));
        });
        server.namespaces().of("/news");

        InProcessClient refused = server.connect("/chat");

        assertThat(refused.refusal().orElseThrow()).hasMessage("not today");
        assertThat(refused.refusal().orElseThrow().data()).hasToString("{retry=tomorrow}");
        assertThat(refused.connect("/news").isConnected()).isTrue();
    }

    @Test
    void socket() {
        InProcessClient client = server.connect("/");
        client.socket()
                .use(event -> notes.add("middleware " + event.name()))
                .on("x", event -> notes.add("listener " + event.name()));

        client.emit("x");

        assertThat(notes).containsExactly("middleware x", "listener x");
    }

    @Test
    void outgoing() {
        InProcessClient client = server.connect("/");
        client.socket().onAnyOutgoing((event, arguments) -> notes.add("out " + event));

        server.namespaces().of("/").emit("x");

        assertThat(notes).containsExactly("out x");
        assertThat(client.received()).hasSize(1);
    }
}
