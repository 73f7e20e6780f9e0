package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.AdapterHost;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.LocalAdapter;
import ee.socketio.adapter.Target;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** From when until when an adapter is asked, and what happens when it fails. */
final class AdapterLifeTest {
    private final List<String> calls = new ArrayList<>();

    /** Notes its calls. */
    private class Noting extends LocalAdapter {
        Noting(AdapterHost host) {
            super(host);
        }

        private void note(String call) {
            calls.add(call + " " + host().namespace());
        }

        @Override
        public CompletionStage<Void> init() {
            note("init");
            return super.init();
        }

        @Override
        public void broadcast(Emission emission, Target target) {
            note("broadcast");
        }

        @Override
        public void close() {
            note("close");
        }
    }

    private TestServer server(AdapterFactory adapters) {
        return new TestServer(TestServer.OPTIONS, adapters);
    }

    @Test
    void nothingIsAskedOfAnAdapterThatIsClosed() {
        TestServer server = server(Noting::new);
        Namespace root = server.server.of("/");
        Socket socket = server.client().joins("/");
        root.emit("x");
        server.close();
        assertThat(calls).containsExactly("init /", "broadcast /", "close /");

        root.emit("x");
        root.to("r").emit("x");
        socket.join("r");
        socket.broadcast().emit("x");
        server.close();

        assertThat(calls).hasSize(3);
        assertThat(root.sockets()).isEmpty();
        assertThat(root.emitWithAck("x").toCompletableFuture()).isCompletedWithValue(List.of());
    }

    @Test
    void adapterOfANamespaceThatIsMadeTooLateIsClosedAgain() {
        TestServer server = server(Noting::new);
        server.close();
        calls.clear();

        server.server.of("/late").emit("x");

        assertThat(calls).containsExactly("init /late", "close /late");
    }

    @Test
    void adapterOfANamespaceThatHasGoneIsClosed() {
        try (TestServer server = server(Noting::new)) {
            Namespace rooms = server.server.of("/chat/{room}");
            Namespace[] child = new Namespace[1];
            rooms.onConnect(socket -> child[0] = socket.namespace());
            FakeClient client = server.client();
            client.sends("0/chat/a,");
            calls.clear();

            client.vanishes();
            child[0].emit("x");

            assertThat(calls).containsExactly("close /chat/a");
        }
    }

    @Test
    void factoryThatThrowsKeepsTheServerFromStarting() {
        assertThatThrownBy(() -> server(host -> {
                    throw new IllegalArgumentException("no broker");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the adapter of / cannot be made: java.lang.IllegalArgumentException: no broker");
        assertThatThrownBy(() -> server(host -> null))
                .hasMessage("the adapter of / cannot be made: java.lang.NullPointerException: the factory returned"
                        + " null");
    }

    @Test
    void adapterThatThrowsAtItsStartKeepsTheServerFromStartingAndIsClosed() {
        assertThatThrownBy(() -> server(Broken::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the adapter of / cannot be started: java.lang.NoClassDefFoundError: com/example/Broker");

        assertThat(calls).containsExactly("close /");
    }

    /** Its library is missing. */
    private final class Broken extends Noting {
        Broken(AdapterHost host) {
            super(host);
        }

        @Override
        public CompletionStage<Void> init() {
            throw new NoClassDefFoundError("com/example/Broker");
        }
    }

    @Test
    void namespaceWhoseAdapterThrowsIsInvalidForClientsAndLeavesNothing() {
        try (TestServer server = server(host -> host.namespace().equals("/") ? new Noting(host) : new Broken(host))) {
            server.server.of("/chat/{room}");
            assertThatThrownBy(() -> server.server.of("/static"))
                    .hasMessageStartingWith("the adapter of /static cannot be started");
            FakeClient client = server.client();

            client.sends("0/chat/a,");

            assertThat(client.next()).isEqualTo("4/chat/a,{\"message\":\"Invalid namespace\"}");
            assertThat(client.isClosed()).isFalse();
            assertThat(server.server.namespaces()).extracting(Namespace::name).containsExactly("/");
            assertThat(calls).contains("close /static", "close /chat/a");
        }
    }

    @Test
    void adapterThatDoesNotFindTheClusterWorksWithoutIt() {
        try (TestServer server = server(host -> new LocalAdapter(host) {
            @Override
            public CompletionStage<Void> init() {
                return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
            }
        })) {
            FakeClient client = server.client();
            client.joins("/");

            server.server.of("/").emit("x");

            assertThat(client.next()).isEqualTo("2[\"x\"]");
        }
    }

    @Test
    void adapterThatCannotBeClosedDoesNotKeepTheOthersOpen() {
        TestServer server = server(host -> new Noting(host) {
            @Override
            public void close() {
                super.close();
                throw new IllegalStateException("stuck");
            }
        });
        server.server.of("/chat");

        server.close();

        assertThat(calls).contains("close /", "close /chat");
    }
}
