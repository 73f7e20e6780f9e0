package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Connected;
import ee.socketio.ConnectionRefused;
import ee.socketio.DisconnectReason;
import ee.socketio.Disconnected;
import ee.socketio.InNamespace;
import ee.socketio.Joined;
import ee.socketio.Left;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import ee.socketio.SocketEvent;
import ee.socketio.SocketScoped;
import ee.socketio.testkit.FakeClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CDI observers of sockets, and namespaces that are injected. */
final class SocketEventTest {
    private static final List<String> NOTES = new ArrayList<>();
    private static final BlockingQueue<SocketEvent> LATER = new LinkedBlockingQueue<>();

    private Application application;
    private FakeClient client;

    @BeforeEach
    void start() {
        NOTES.clear();
        LATER.clear();
        application = Application.of(Observer.class, Chat.class, Counter.class);
        client = application.server.client();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @SocketScoped
    static class Counter {
        private int events;

        int next() {
            return ++events;
        }
    }

    @ApplicationScoped
    static class Observer {
        @Inject
        Counter counter;

        void connected(@Observes @Connected SocketEvent event) {
            NOTES.add(counter.next() + " connected to "
                    + event.socket().namespace().name());
        }

        void disconnected(@Observes @Disconnected SocketEvent event) {
            NOTES.add(counter.next() + " " + event.reason().orElseThrow() + " in "
                    + event.socket().rooms().size() + " rooms");
        }

        void joined(@Observes @Joined SocketEvent event) {
            NOTES.add(counter.next() + " joined " + event.room().orElseThrow());
            if (event.room().orElseThrow().equals("bad")) {
                throw new IllegalStateException("bad room");
            }
        }

        void left(@Observes @Left SocketEvent event) {
            NOTES.add(counter.next() + " left " + event.room().orElseThrow());
        }

        void elsewhere(@Observes @Connected @InNamespace("/other") SocketEvent event) {
            NOTES.add("only here");
        }

        void later(@ObservesAsync @Disconnected SocketEvent event) {
            LATER.add(event);
        }
    }

    @NamespaceEndpoint("/chat")
    static class Chat {
        @Inject
        @InNamespace("/announcements")
        Namespace announcements;

        @OnConnect
        void connected(Socket socket) {
            if (!socket.handshake().auth(Object.class).toString().equals("{}")) {
                throw new ConnectionRefused("no");
            }
            socket.join("first");
        }

        @OnEvent
        void move(Socket socket, String from, String to) {
            socket.leave(from);
            socket.join(to);
            socket.join(to);
            socket.leave("never joined");
        }

        @OnEvent
        void announce(String text) {
            announcements.emit("news", text);
        }
    }

    @Test
    void observersAreToldInTheOrderInWhichItHappens() throws InterruptedException {
        client.joins("/chat");
        client.sends("2/chat,[\"move\",\"first\",\"second\"]");
        client.sends("1/chat,");

        assertThat(NOTES)
                .containsExactly(
                        "1 connected to /chat",
                        "2 joined first",
                        "3 left first",
                        "4 joined second",
                        "5 client namespace disconnect in 2 rooms",
                        "6 left second");
        SocketEvent told = LATER.poll(10, TimeUnit.SECONDS);
        assertThat(told.reason()).contains(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    @Test
    void clientThatIsRefusedHasNeitherConnectedNorJoined() {
        client.sends("0/chat,{\"x\":1}");

        assertThat(client.next()).isEqualTo("4/chat,{\"message\":\"no\"}");
        assertThat(NOTES).isEmpty();
    }

    @Test
    void observerMayChooseTheNamespace() {
        application.server.server.of("/other");

        client.joins("/other");

        assertThat(NOTES).containsExactlyInAnyOrder("1 connected to /other", "only here");
    }

    @Test
    void observerThatFailsIsAFailureOfTheNamespace() {
        application.server.server.onError((event, failure) -> NOTES.add(event.name() + ": " + failure.getMessage()));
        client.joins("/chat");

        client.sends("2/chat,[\"move\",\"first\",\"bad\"]");

        assertThat(NOTES).contains("4 joined bad", "join: bad room");
        assertThat(Application.ask(client, "/chat", "\"move\",\"bad\",\"good\""))
                .isEqualTo("[]");
    }

    @Test
    void injectedNamespaceExistsAndSends() {
        client.joins("/announcements");
        FakeClient speaker = application.server.client();
        speaker.joins("/chat");

        speaker.sends("2/chat,[\"announce\",\"hello\"]");

        assertThat(client.next()).isEqualTo("2/announcements,[\"news\",\"hello\"]");
    }
}
