package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.Handshake;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The example by which the project introduces itself. */
final class SketchTest {
    record Message(Object data) {}

    record Response(Object data, int count) {}

    @NamespaceEndpoint("/dcenter")
    static class DataCenter {
        String last = "";

        @Inject
        NamespaceRegistry namespaces;

        @OnConnect
        void connected(Socket socket, Handshake handshake) {
            last = handshake.address();
        }

        @OnEvent("my_event")
        void myEvent(Socket socket, Message message) {
            socket.emit("my_response", new Response(message.data(), 1));
        }

        @OnEvent("sum")
        int sum(int a, int b) {
            return a + b;
        }

        @OnDisconnect
        void gone(Socket socket, DisconnectReason reason) {
            namespaces.of("/dcenter").emit("gone", socket.id(), reason.text());
        }
    }

    @Test
    void exampleWorksAsItIsWritten() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addExtensions(new EndpointExtension())
                        .addBeanClasses(DataCenter.class)
                        .initialize();
                TestServer server = new TestServer()) {
            container.getBeanManager().getExtension(EndpointExtension.class).serve(server.server, type -> true);
            FakeClient client = server.client();
            Socket leaving = server.client().joins("/dcenter");
            client.joins("/dcenter");

            client.sends("2/dcenter,[\"my_event\",{\"data\":\"hello\"}]", "2/dcenter,1[\"sum\",1,2]");
            client.sends("51-/dcenter,[\"my_event\",{\"data\":{\"_placeholder\":true,\"num\":0}}]", "<ff>");
            leaving.disconnect();
            server.run();

            assertThat(client.messages())
                    .containsExactly(
                            "2/dcenter,[\"my_response\",{\"data\":\"hello\",\"count\":1}]",
                            "3/dcenter,1[3]",
                            "51-/dcenter,[\"my_response\",{\"data\":{\"_placeholder\":true,\"num\":0},\"count\":1}]",
                            "<ff>",
                            "2/dcenter,[\"gone\",\"" + leaving.id() + "\",\"server namespace disconnect\"]");
        }
    }
}
