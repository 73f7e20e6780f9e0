package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import ee.socketio.wire.engine.BinaryPacket;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a client, and who is told of it. */
final class EventTest {
    private final TestServer server = new TestServer();
    private FakeClient client;
    private Socket socket;

    @BeforeEach
    void connect() {
        client = server.client();
        socket = client.joins("/");
        server.server.onError(
                (event, failure) -> server.notes.add("failed " + event.name() + ": " + failure.getMessage()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void note(String text) {
        server.notes.add(text);
    }

    @Test
    void eventsOfOneBurstAreHandledInOrder() {
        socket.on("n", event -> note(event.arguments().json(0)));

        client.sends("2[\"n\",1]", "2[\"n\",2]", "2[\"n\",3]");

        assertThat(server.notes).containsExactly("1", "2", "3");
    }

    @Test
    void argumentsComeByPositionNullIncluded() {
        socket.on(
                "x",
                event -> note(event.arguments().size() + " " + event.arguments().get(0, String.class) + " "
                        + event.arguments().get(1, int.class) + " "
                        + event.arguments().get(2, Object.class) + " "
                        + event.arguments().get(3, Map.class) + " "
                        + event.arguments().json(2)));

        client.sends("2[\"x\",\"a\\n\",5,null]");

        assertThat(server.notes).containsExactly("3 a\n 5 null null null");
    }

    @Test
    void argumentThatDoesNotExistHasNoText() {
        socket.on("x", event -> event.arguments().json(1));
        socket.on("y", event -> event.arguments().get(-1, String.class));

        client.sends("2[\"x\",1]", "2[\"y\",1]");

        assertThat(server.notes).hasSize(2).allMatch(note -> note.startsWith("failed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2", "2[5,\"a\"]", "27[\"unknown\"]", "3[1]", "399[1]", "2[\"error\"]", "2[\"connection\"]"})
    void oddButValidPacketCostsNothing(String packet) {
        client.sends(packet, "28[\"still\"]");

        assertThat(client.messages()).isEmpty();
        assertThat(client.isClosed()).isFalse();
        assertThat(server.notes).isEmpty();
    }

    @Test
    void numericEventNameIsItsText() {
        socket.on("5", event -> note(event.name()));

        client.sends("2[5,\"a\"]");

        assertThat(server.notes).containsExactly("5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9",
                "",
                "5",
                "51-[\"x\"",
                "2[\"connect\"]",
                "2{}",
                "2[{}]",
                "0[]",
                "1[]",
                "2[\"x\",]",
                "511-[\"x\"]"
            })
    void undecodablePacketClosesTheConnection(String packet) {
        server.noteDisconnects(socket, "it");

        client.sends(packet, "2[\"later\"]");

        assertThat(client.isClosed()).isTrue();
        assertThat(server.notes).hasSize(2).first().asString().startsWith("failed error: ");
        assertThat(server.notes).last().isEqualTo("it: forced close");
    }

    @Test
    void heartbeatMayComeBetweenAttachments() {
        socket.on("x", event -> note(Arrays.toString(event.arguments().get(0, byte[].class))));

        client.hands("51-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.pongs();
        client.sends("<05>");

        assertThat(server.notes).containsExactly("[5]");
    }

    @Test
    void attachmentsMayComeOverTheNextTransport() {
        FakeClient polling = server.pollingClient();
        polling.joins("/")
                .on(
                        "x",
                        event -> note(Arrays.toString(event.arguments().get(0, byte[].class))
                                + Arrays.toString(event.arguments().get(1, byte[].class))));

        polling.hands("52-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]", "<01>");
        polling.session.received(polling.upgrades(), new BinaryPacket(new byte[] {2}));
        server.run();

        assertThat(server.notes).containsExactly("[1][2]");
    }

    @Test
    void undecodablePacketOfAPollingClientIsAForcedCloseToo() {
        FakeClient polling = server.pollingClient();
        Socket other = polling.joins("/");
        server.noteDisconnects(other, "it");
        polling.transport.writable = false;

        polling.sends("2{}");

        assertThat(polling.isClosed()).isFalse();
        assertThat(server.notes).last().isEqualTo("it: forced close");
    }

    @Test
    void violationByAPollingClientIsAForcedServerClose() {
        FakeClient polling = server.pollingClient();
        Socket other = polling.joins("/");
        server.noteDisconnects(other, "it");
        polling.transport.writable = false;

        polling.sends("0");

        assertThat(polling.isClosed()).isFalse();
        assertThat(server.notes).containsExactly("it: forced server close");
    }

    @Test
    void catchAllListenersComeFirstThenMiddlewaresThenTheEventsOwn() {
        socket.on("x", event -> note("on"));
        socket.use(event -> note("use"));
        socket.onAny(event -> note("any"));
        socket.prependAny(event -> note("first"));

        client.sends("2[\"x\"]", "2[\"y\"]");

        assertThat(server.notes).containsExactly("first", "any", "use", "on", "first", "any", "use");
    }

    @Test
    void middlewareThatThrowsStopsTheEventAndNothingElse() {
        socket.use(event -> {
            if (event.name().equals("bad")) {
                throw new IllegalStateException("not allowed");
            }
        });
        socket.on("bad", event -> note("bad"));
        socket.on("good", event -> note("good"));

        client.sends("21[\"bad\"]", "2[\"good\"]");

        assertThat(server.notes).containsExactly("failed bad: not allowed", "good");
        assertThat(client.messages()).isEmpty();
    }

    @Test
    void onceIsCalledOnceAndListenersCanBeTakenAway() {
        Socket.Listener listener = event -> note("l " + event.name());
        socket.once("x", listener).on("y", listener).onAny(listener).offAny(listener);
        socket.once("z", listener).off("z", listener);

        client.sends("2[\"x\"]", "2[\"x\"]", "2[\"y\"]", "2[\"z\"]");
        socket.off("y", listener);
        client.sends("2[\"y\"]");

        assertThat(server.notes).containsExactly("l x", "l y");
    }

    @Test
    void listenerForAReservedNameIsRefusedBecauseItWouldNeverBeCalled() {
        assertThatThrownBy(() -> socket.on("disconnect", event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"disconnect\" is a reserved event name")
                .hasMessageContaining("onDisconnect");
    }

    @Test
    void handlerThatThrowsCostsThatEventOnly() {
        socket.on("x", event -> {
            throw new Exception("checked");
        });
        socket.on("x", event -> note("second listener"));
        socket.on("y", event -> {
            throw new Error("an error of no known kind");
        });
        socket.on("z", event -> note("z"));

        client.sends("21[\"x\"]", "2[\"y\"]", "2[\"z\"]");

        assertThat(server.notes)
                .containsExactly("failed x: checked", "second listener", "failed y: an error of no known kind", "z");
        assertThat(client.messages()).isEmpty();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void errorHandlerSeesEventAndArgumentsAndMayAnswer() {
        server.server.of("/").onError((event, failure) -> {
            note(event.name() + event.arguments().json(0) + failure.getMessage());
            event.ack().send("sorry");
        });
        socket.on("x", event -> event.arguments().get(0, int.class));

        client.sends("21[\"x\",\"one\"]");

        assertThat(server.notes).containsExactly("x\"one\"a string (expected: a number)");
        assertThat(client.next()).isEqualTo("31[\"sorry\"]");
    }

    @Test
    void errorHandlerThatThrowsDisturbsNobody() {
        server.server
                .of("/")
                .onError((event, failure) -> {
                    throw new AssertionError("in the handler");
                })
                .onError((event, failure) -> note("second"));
        socket.on("x", event -> {
            throw new IllegalStateException();
        });

        client.sends("2[\"x\"]", "2[\"x\"]");

        assertThat(server.notes).containsExactly("second", "second");
    }

    @Test
    void failureThatComesLaterGoesToTheErrorHandlersToo() {
        socket.on("x", event -> event.fail(new IllegalStateException("later")));

        client.sends("2[\"x\"]");

        assertThat(server.notes).containsExactly("failed x: later");
    }

    @Test
    void eventBehindADisconnectInTheSameBurstIsIgnored() {
        socket.on("x", event -> note("x"));
        server.noteDisconnects(socket, "it");

        client.sends("2[\"x\"]", "1", "2[\"x\"]");

        assertThat(server.notes).containsExactly("it: client namespace disconnect");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void eventWithAttachmentsBehindADisconnectIsIgnoredToo() {
        socket.on("x", event -> note("x"));

        client.sends("1", "51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "<01>");
        assertThat(client.isClosed()).isFalse();
        Socket next = client.joins("/");
        next.on("y", event -> note("y"));
        client.sends("2[\"y\"]");

        assertThat(server.notes).containsExactly("y");
    }

    @Test
    void refusalThatAClientSendsClosesTheConnection() {
        server.noteDisconnects(socket, "it");

        client.sends("4{\"message\":\"handle me\"}");

        assertThat(client.isClosed()).isTrue();
        assertThat(server.notes).containsExactly("it: forced close");
    }

    @Test
    void listenerOfAllEventsThatDisconnectsKeepsTheEventFromItsOwn() {
        socket.onAny(event -> event.socket().disconnect());
        socket.on("x", event -> note("x"));

        client.sends("2[\"x\"]");

        assertThat(server.notes).isEmpty();
    }
}
