package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Ack;
import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AckTest {
    private final TestServer server = new TestServer();
    private FakeClient client;
    private Socket socket;

    @BeforeEach
    void connect() {
        server.server.of("/b");
        client = server.client();
        socket = client.joins("/");
    }

    @AfterEach
    void close() {
        server.close();
    }

    // ---- the client asks

    @Test
    void valuesBecomeTheArgumentsOfTheClientsCallback() {
        List<Object[]> answers = new ArrayList<>(List.of(
                new Object[] {},
                new Object[] {"x"},
                new Object[] {"one", 2},
                new Object[] {List.of("a", "b")},
                new Object[] {Map.of("k", "x")},
                new Object[] {null},
                new Object[] {new byte[] {1, 2}}));
        socket.on("x", event -> event.ack().send(answers.remove(0)));

        for (int id = 0; id < 7; id++) {
            client.sends("2" + id + "[\"x\"]");
        }

        assertThat(client.messages())
                .containsExactly(
                        "30[]",
                        "31[\"x\"]",
                        "32[\"one\",2]",
                        "33[[\"a\",\"b\"]]",
                        "34[{\"k\":\"x\"}]",
                        "35[null]",
                        "61-6[{\"_placeholder\":true,\"num\":0}]",
                        "<01 02>");
    }

    @Test
    void answerNamesItsNamespace() {
        client.joins("/b").on("x", event -> event.ack().send(1));

        client.sends("2/b,12[\"x\"]");

        assertThat(client.next()).isEqualTo("3/b,12[1]");
    }

    @Test
    void onlyTheFirstAnswerIsSent() {
        socket.on("x", event -> {
            event.ack().send(1);
            event.ack().send(2);
        });

        client.sends("27[\"x\"]");

        assertThat(client.next()).isEqualTo("37[1]");
    }

    @Test
    void answerThatCannotBeWrittenMayBeFollowedByOneThatCan() {
        Object[] cycle = new Object[1];
        cycle[0] = cycle;
        socket.on("x", event -> {
            assertThatThrownBy(() -> event.ack().send((Object) cycle)).isInstanceOf(IllegalArgumentException.class);
            event.ack().send("sorry");
        });

        client.sends("27[\"x\"]");

        assertThat(client.next()).isEqualTo("37[\"sorry\"]");
    }

    @Test
    void nobodyIsAnsweredWhoDidNotAsk() {
        socket.on("x", event -> {
            server.notes.add("" + event.ack().isRequested());
            event.ack().send(1);
        });

        client.sends("2[\"x\"]", "20[\"x\"]");

        assertThat(server.notes).containsExactly("false", "true");
        assertThat(client.next()).isEqualTo("30[1]");
    }

    @Test
    void idIsGivenBackWithTheSameDigits() {
        socket.on("x", event -> event.ack().send());

        client.sends("299999999999999999999[\"x\"]", "2007[\"x\"]");

        assertThat(client.messages()).containsExactly("399999999999999999999[]", "3007[]");
    }

    @Test
    void answerIsSentAfterTheNamespaceWasLeftAsLongAsTheConnectionLives() {
        List<Ack> acks = new ArrayList<>();
        socket.on("x", event -> acks.add(event.ack()));
        client.sends("20[\"x\"]", "21[\"x\"]");

        client.sends("1");
        acks.get(0).send("late");
        assertThat(client.next()).isEqualTo("30[\"late\"]");

        client.vanishes();
        acks.get(1).send("too late");
        assertThat(client.messages()).isEmpty();
    }

    @Test
    void answerFollowsWhatTheHandlerSent() {
        socket.on("x", event -> {
            event.socket().emit("first");
            event.ack().send();
        });

        client.sends("20[\"x\"]");

        assertThat(client.messages()).containsExactly("2[\"first\"]", "30[]");
    }

    // ---- the server asks

    private static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        try {
            future.join();
            return new AssertionError();
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    @Test
    void clientsAnswerCompletesTheStage() {
        CompletableFuture<Arguments> answer = socket.emitWithAck("x", 1).toCompletableFuture();
        assertThat(client.next()).isEqualTo("20[\"x\",1]");

        client.sends("30[\"yes\",2]");

        assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
        assertThat(answer.join().get(1, int.class)).isEqualTo(2);
    }

    @Test
    void binaryAnswerIsReassembled() {
        CompletableFuture<Arguments> answer =
                socket.emitWithAck("x", new byte[] {9}).toCompletableFuture();
        assertThat(client.messages()).containsExactly("51-0[\"x\",{\"_placeholder\":true,\"num\":0}]", "<09>");

        client.sends("61-0[{\"_placeholder\":true,\"num\":0}]", "<05>");

        assertThat(answer.join().get(0, byte[].class)).containsExactly(5);
    }

    @Test
    void idsAreCountedPerNamespace() {
        Socket other = client.joins("/b");

        socket.emitWithAck("x");
        server.server.of("/").emitWithAck("y");
        other.emitWithAck("z");

        assertThat(client.messages()).containsExactly("20[\"x\"]", "21[\"y\"]", "2/b,0[\"z\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31[]", "3[]", "3/b,0[]", "399999999999999999999[]"})
    void answerNobodyWaitsForIsIgnored(String packet) {
        client.joins("/b");
        CompletableFuture<Arguments> answer = socket.emitWithAck("x").toCompletableFuture();

        client.sends(packet);

        assertThat(answer).isNotDone();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void secondAnswerIsIgnored() {
        CompletableFuture<Arguments> answer = socket.emitWithAck("x").toCompletableFuture();

        client.sends("30[1]", "30[2]");

        assertThat(answer.join().get(0, int.class)).isEqualTo(1);
    }

    @Test
    void missingAnswerFailsAtTheTimeoutNotBefore() {
        CompletableFuture<Arguments> answer =
                socket.timeout(Duration.ofSeconds(2)).emitWithAck("x").toCompletableFuture();

        server.advance(Duration.ofMillis(1999));
        assertThat(answer).isNotDone();
        server.advance(Duration.ofMillis(1));

        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class).hasMessage("operation has timed out");
        client.sends("30[]");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void defaultTimeoutIsTheServers() {
        CompletableFuture<Arguments> answer = socket.emitWithAck("x").toCompletableFuture();

        for (int i = 0; i < 3; i++) {
            server.advance(Duration.ofMillis(19_999));
            client.pongs();
        }
        assertThat(answer).isNotDone();
        server.advance(Duration.ofMillis(3));

        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void timeoutMustBeMoreThanZero() {
        assertThatThrownBy(() -> socket.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.server.of("/").timeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingAnswerFailsAtOnceWhenTheClientLeaves() {
        CompletableFuture<Arguments> one = socket.emitWithAck("x").toCompletableFuture();

        client.vanishes();
        CompletableFuture<Arguments> two = socket.emitWithAck("x").toCompletableFuture();

        assertThat(failure(one)).hasMessage("the client left before it acknowledged");
        assertThat(failure(two)).hasMessage("the client left before it acknowledged");
    }

    @Test
    void whatIsAttachedToTheStageRunsWhereHandlersRun() {
        socket.emitWithAck("x").thenAccept(answer -> server.notes.add("answered"));

        client.hands("30[]");
        assertThat(server.notes).isEmpty();
        server.run();

        assertThat(server.notes).containsExactly("answered");
    }

    // ---- the server asks many

    @Test
    void broadcastCollectsAllAnswers() {
        FakeClient second = server.client();
        second.joins("/");
        CompletableFuture<List<Arguments>> answers =
                server.server.of("/").emitWithAck("x").toCompletableFuture();
        assertThat(client.next()).isEqualTo("20[\"x\"]");
        assertThat(second.next()).isEqualTo("20[\"x\"]");

        client.sends("30[1]");
        client.sends("30[1]");
        assertThat(answers).isNotDone();
        second.sends("30[2]");

        assertThat(answers.join()).extracting(answer -> answer.json(0)).containsExactly("1", "2");
    }

    @Test
    void broadcastToNobodyCompletesAtOnce() {
        assertThat(server.server.of("/").to("empty").emitWithAck("x").toCompletableFuture())
                .isCompletedWithValue(List.of());
    }

    @Test
    void broadcastThatTimesOutCarriesTheAnswersThatCame() {
        server.client().joins("/");
        CompletableFuture<List<Arguments>> answers = server.server
                .of("/")
                .timeout(Duration.ofSeconds(1))
                .emitWithAck("x")
                .toCompletableFuture();

        client.sends("30[1]");
        server.advance(Duration.ofSeconds(1));

        assertThat(failure(answers))
                .hasMessage("operation has timed out: 1 of 2 acknowledgements")
                .isInstanceOfSatisfying(AckTimeoutException.class, e -> assertThat(e.responses())
                        .extracting(answer -> answer.json(0))
                        .containsExactly("1"));
    }

    @Test
    void broadcastWaitsForTheOthersWhenOneLeaves() {
        FakeClient second = server.client();
        second.joins("/");
        CompletableFuture<List<Arguments>> answers =
                server.server.of("/").emitWithAck("x").toCompletableFuture();

        second.vanishes();
        assertThat(answers).isNotDone();
        client.sends("30[1]");

        assertThat(failure(answers)).hasMessage("the client left before it acknowledged: 1 of 2 acknowledgements");
    }
}
