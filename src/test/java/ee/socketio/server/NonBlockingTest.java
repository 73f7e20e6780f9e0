package ee.socketio.server;

import static ee.socketio.Socket.Listener.nonBlocking;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Event;
import ee.socketio.Namespace.ConnectHandler;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which listeners run where their events arrive: here before {@link TestServer#run} lets the others run. */
final class NonBlockingTest {
    private final TestServer server = new TestServer();
    private FakeClient client;
    private Socket socket;

    @BeforeEach
    void connect() {
        client = server.client();
        socket = client.joins("/");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void note(Event event) {
        server.notes.add(event.name());
    }

    /** A message that comes a while after the one before. */
    private void handsLater(FakeClient from, String message) {
        server.clock.advance(Duration.ofMillis(1));
        from.hands(message);
    }

    @Test
    void runsWhereItsEventArrives() {
        socket.on("x", nonBlocking(event -> {
            note(event);
            event.ack().send("done");
        }));

        handsLater(client, "20[\"x\"]");

        assertThat(server.notes).containsExactly("x");
        assertThat(client.next()).isEqualTo("30[\"done\"]");
    }

    @Test
    void othersDoNot() {
        socket.on("x", this::note);

        handsLater(client, "2[\"x\"]");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("x");
    }

    @Test
    void waitsItsTurnBehindWhatIsNotHandledYet() {
        socket.on("slow", this::note);
        socket.on("fast", nonBlocking(this::note));

        handsLater(client, "2[\"slow\"]");
        handsLater(client, "2[\"fast\"]");
        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("slow", "fast");

        handsLater(client, "2[\"fast\"]");
        handsLater(client, "2[\"slow\"]");
        server.run();
        assertThat(server.notes).containsExactly("slow", "fast", "fast", "slow");
    }

    @Test
    void whatItCausesComesAfterIt() {
        socket.on("x", nonBlocking(event -> {
            client.hands("2[\"y\"]");
            note(event);
        }));
        socket.on("y", nonBlocking(this::note));

        handsLater(client, "2[\"x\"]");
        server.run();

        assertThat(server.notes).containsExactly("x", "y");
    }

    @Test
    void takesTheUsualWayWhereAnyListenerHasNotPromised() {
        socket.on("x", nonBlocking(this::note));
        socket.on("x", this::note);

        handsLater(client, "2[\"x\"]");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("x", "x");
    }

    @Test
    void takesTheUsualWayBehindMiddlewaresAndListenersOfAllEvents() {
        Socket second = server.client().joins("/");
        assertThat(second).isNotEqualTo(socket);
        socket.on("x", nonBlocking(this::note));
        socket.onAny(this::note);

        handsLater(client, "2[\"x\"]");
        assertThat(server.notes).isEmpty();
        server.run();
        socket.offAny();
        socket.use(event -> {});
        handsLater(client, "2[\"x\"]");

        assertThat(server.notes).containsExactly("x", "x");
        server.run();
        assertThat(server.notes).containsExactly("x", "x", "x");
    }

    @Test
    void listenerOfUnhandledEventsMayPromiseToo() {
        socket.onUnhandled(nonBlocking(this::note));

        handsLater(client, "2[\"x\"]");

        assertThat(server.notes).containsExactly("x");
    }

    @Test
    void eventsThatComeTogetherAreHandledTogether() {
        socket.on("x", nonBlocking(this::note));

        handsLater(client, "2[\"x\"]");
        client.hands("2[\"x\"]", "2[\"x\"]", "2[\"x\"]");
        assertThat(server.notes).containsExactly("x", "x");

        server.run();
        assertThat(server.notes).containsExactly("x", "x", "x", "x");
    }

    @Test
    void handlerRunsWithinTheRequestThatBringsItsEvent() {
        FakeClient polling = server.pollingClient();
        polling.joins("/").on("x", nonBlocking(this::note));

        handsLater(polling, "2[\"x\"]");

        assertThat(server.notes).containsExactly("x");
    }

    @Test
    void handlerKeepsOutOfRequestsThatHaveBeansOfTheirOwn() {
        server.server.keepOutOfRequests();
        FakeClient polling = server.pollingClient();
        polling.joins("/").on("x", nonBlocking(this::note));

        handsLater(polling, "2[\"x\"]");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("x");
    }

    @Test
    void connectHandlersRunWhereTheClientArrives() {
        server.server.of("/chat").onConnect(ConnectHandler.nonBlocking(entering -> {
            server.notes.add("in");
            entering.emit("hello");
        }));

        client.hands("0/chat,");

        assertThat(server.notes).containsExactly("in");
        assertThat(client.messages())
                .satisfiesExactly(
                        connect -> assertThat(connect).startsWith("0/chat,{\"sid\":"),
                        hello -> assertThat(hello).isEqualTo("2/chat,[\"hello\"]"));
    }

    @Test
    void connectHandlersKeepOutOfRequestsThatHaveBeansOfTheirOwn() {
        server.server.keepOutOfRequests();
        server.server.of("/chat").onConnect(ConnectHandler.nonBlocking(entering -> server.notes.add("in")));
        FakeClient polling = server.pollingClient();

        polling.hands("0/chat,");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("in");
    }

    @Test
    void connectHandlersRunElsewhereWhenOneOfThemDoesNotPromise() {
        server.server
                .of("/chat")
                .onConnect(ConnectHandler.nonBlocking(entering -> server.notes.add("brief")))
                .onConnect(entering -> server.notes.add("long"));

        client.hands("0/chat,");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("brief", "long");
    }

    @Test
    void connectHandlersRunElsewhereWhereThereAreMiddlewares() {
        server.server
                .of("/chat")
                .use(entering -> server.notes.add("middleware"))
                .onConnect(ConnectHandler.nonBlocking(entering -> server.notes.add("in")));

        client.hands("0/chat,");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("middleware", "in");
    }

    @Test
    void connectHandlersRunElsewhereWhereSocketsAreObserved() {
        server.server.observe(new SocketObserver() {
            @Override
            public void connected(Socket observed) {
                server.notes.add("observed");
            }
        });
        server.server.of("/chat").onConnect(ConnectHandler.nonBlocking(entering -> server.notes.add("in")));

        client.hands("0/chat,");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("in", "observed");
    }

    @Test
    void refusesWhereTheClientArrives() {
        server.server.of("/chat").onConnect(ConnectHandler.nonBlocking(entering -> {
            throw new ConnectionRefused("no");
        }));

        client.hands("0/chat,");

        assertThat(client.next()).isEqualTo("4/chat,{\"message\":\"no\"}");
    }

    @Test
    void endThatNobodyListensToNeedsNoThread() {
        client.hands("1");

        assertThat(server.hasTasks()).isFalse();
        assertThat(socket.rooms()).isEmpty();
    }

    @Test
    void endThatSomebodyListensToNeedsOne() {
        server.noteDisconnects(socket, "main");

        client.hands("1");

        assertThat(server.notes).isEmpty();
        server.run();
        assertThat(server.notes).containsExactly("main: client namespace disconnect");
    }

    @Test
    void failureCostsTheEventOnly() {
        server.server.onError((event, failure) -> server.notes.add(failure.getMessage()));
        socket.on("x", nonBlocking(event -> {
            throw new IllegalStateException("broken");
        }));

        handsLater(client, "2[\"x\"]");
        handsLater(client, "2[\"x\"]");

        assertThat(server.notes).containsExactly("broken", "broken");
        assertThat(client.isClosed()).isFalse();
    }
}
