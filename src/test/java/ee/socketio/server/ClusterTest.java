package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.Namespace;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestCluster;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers behind one adapter, with two sockets each: what is done on the one reaches those of the other. */
final class ClusterTest {
    private final TestCluster cluster = new TestCluster();
    private final TestServer near = cluster.near;
    private final TestServer far = cluster.far;
    private final Namespace namespace = near.server.of("/");
    private final FakeClient[] clients = new FakeClient[4];
    private final Socket[] sockets = new Socket[4];

    @BeforeEach
    void connect() {
        far.server.of("/other");
        for (int i = 0; i < 4; i++) {
            clients[i] = (i < 2 ? near : far).client();
            sockets[i] = clients[i].joins("/");
        }
        sockets[0].join("a");
        sockets[2].join("a", "b");
        sockets[3].join("c");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void run() {
        cluster.run();
    }

    private String received() {
        run();
        StringBuilder counts = new StringBuilder();
        for (FakeClient client : clients) {
            counts.append(client.messages().size());
        }
        return counts.toString();
    }

    private <T> CompletableFuture<T> arrived(CompletionStage<T> stage) {
        return cluster.arrived(stage);
    }

    /** mrniko/netty-socketio#552, #422: across nodes exactly once, and not to other rooms. */
    @Test
    void broadcastReachesEachSocketOfAllServersOnce() {
        namespace.emit("x");
        assertThat(received()).isEqualTo("1111");
        namespace.to("a").emit("x");
        assertThat(received()).isEqualTo("1010");
        namespace.to("a", "b").emit("x");
        assertThat(received()).isEqualTo("1010");
        namespace.to("a", "c").except("b").emit("x");
        assertThat(received()).isEqualTo("1001");
        namespace.to(sockets[3].id()).emit("x");
        assertThat(received()).isEqualTo("0001");
        namespace.except(sockets[3].id()).emit("x");
        assertThat(received()).isEqualTo("1110");
        sockets[0].broadcast().emit("x");
        assertThat(received()).isEqualTo("0111");
        sockets[0].to("a").emit("x");
        assertThat(received()).isEqualTo("0010");
        namespace.to("nobody").emit("x");
        assertThat(received()).isEqualTo("0000");
    }

    @Test
    void otherNamespaceOfTheOtherServerHearsNothing() {
        clients[3].joins("/other");

        namespace.emit("x");

        assertThat(received()).isEqualTo("1111");
    }

    @Test
    void localBroadcastStaysOnItsServer() {
        namespace.local().emit("x");
        assertThat(received()).isEqualTo("1100");
        namespace.to("a").local().emit("x");
        assertThat(received()).isEqualTo("1000");
        sockets[0].broadcast().local().emit("x");
        assertThat(received()).isEqualTo("0100");
        assertThat(arrived(namespace.local().fetchSockets()).join()).hasSize(2);
        namespace.local().disconnectSockets();
        run();
        assertThat(far.server.of("/").sockets()).hasSize(2);
    }

    @Test
    void bytesReachTheOtherServer() {
        namespace.to("c").emit("x", new byte[] {1, 2});
        run();

        assertThat(clients[3].messages()).containsExactly("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "<01 02>");
    }

    @Test
    void acknowledgementsOfAllServersAreCollectedWithAllTheirArguments() {
        var answers = namespace.emitWithAck("x");
        run();
        clients[0].sends("30[0]");
        clients[1].sends("30[1]");
        clients[2].sends("30[2,\"two\"]");
        assertThat(arrived(answers)).isNotDone();
        clients[3].sends("61-0[{\"_placeholder\":true,\"num\":0}]", "<03>");

        List<Arguments> all = arrived(answers).join();
        assertThat(all).hasSize(4);
        assertThat(all.get(2).get(1, String.class)).isEqualTo("two");
        assertThat(all.get(3).get(0, byte[].class)).containsExactly(3);
    }

    @Test
    void acknowledgementThatDoesNotComeFromTheOtherServerTimesOutWithWhatCame() {
        var answers = namespace.timeout(Duration.ofSeconds(2)).emitWithAck("x");
        run();
        clients[0].sends("30[0]");
        clients[2].sends("30[2]");
        run();

        near.advance(Duration.ofSeconds(2));

        assertThatThrownBy(answers.toCompletableFuture()::join)
                .hasCauseInstanceOf(AckTimeoutException.class)
                .hasMessageContaining("operation has timed out: 2 of 4 acknowledgements");
    }

    @Test
    void socketOfTheOtherServerThatLeavesIsNotWaitedFor() {
        var answers = namespace.to("c").emitWithAck("x");
        run();
        assertThat(clients[3].next()).isEqualTo("20[\"x\"]");

        clients[3].vanishes();

        assertThatThrownBy(arrived(answers)::join).hasMessageContaining("the client left before it acknowledged");
    }

    @Test
    void fetchSocketsTellsOfAllServers() {
        sockets[2].data().put("name", "two");
        List<RemoteSocket> fetched = arrived(namespace.fetchSockets()).join();
        assertThat(fetched).extracting(RemoteSocket::id).containsExactlyInAnyOrder(ids(0, 1, 2, 3));

        RemoteSocket two = arrived(namespace.to("b").fetchSockets()).join().get(0);
        assertThat(two.id()).isEqualTo(sockets[2].id());
        assertThat(two.rooms()).containsExactlyInAnyOrder(sockets[2].id(), "a", "b");
        assertThat(two.data()).isEqualTo(Map.of("name", "two"));
        assertThat(two.handshake().query()).containsEntry("token", "query");
        assertThat(two.handshake().address()).isEqualTo("192.0.2.1");
    }

    private String[] ids(int... which) {
        return Arrays.stream(which).mapToObj(i -> sockets[i].id()).toArray(String[]::new);
    }

    @Test
    void remoteSocketIsSentToAskedMovedAndDisconnected() {
        RemoteSocket three = arrived(namespace.to("c").fetchSockets()).join().get(0);

        three.emit("x", 1);
        run();
        assertThat(clients[3].next()).isEqualTo("2[\"x\",1]");

        var answer = three.timeout(Duration.ofSeconds(1)).emitWithAck("y");
        run();
        assertThat(clients[3].next()).isEqualTo("20[\"y\"]");
        clients[3].sends("30[\"z\",2]");
        assertThat(arrived(answer).join().get(1, int.class)).isEqualTo(2);

        three.join("d");
        three.leave("c");
        run();
        assertThat(sockets[3].rooms()).containsExactlyInAnyOrder(sockets[3].id(), "d");

        three.disconnect();
        run();
        assertThat(clients[3].next()).isEqualTo("1");
        assertThatThrownBy(arrived(three.emitWithAck("gone"))::join)
                .hasMessageContaining("the client left before it acknowledged");
    }

    @Test
    void socketsOfTheOtherServerAreMovedAndDisconnected() {
        namespace.to("b").socketsJoin("d", "e");
        namespace.in("c").socketsLeave("c", "x");
        run();
        assertThat(sockets[2].rooms()).containsExactlyInAnyOrder(sockets[2].id(), "a", "b", "d", "e");
        assertThat(sockets[3].rooms()).containsExactly(sockets[3].id());

        namespace.to("a").disconnectSockets(true);
        run();
        assertThat(clients[0].isClosed()).isTrue();
        assertThat(clients[2].isClosed()).isTrue();
        assertThat(clients[1].isClosed()).isFalse();
        assertThat(clients[3].isClosed()).isFalse();
    }

    @Test
    void serverSideEventReachesTheOtherServersAndNotThisOne() {
        near.server.on("hello", event -> near.notes.add("own"));
        far.server.on(
                "hello",
                event -> far.notes.add(event.name() + " " + event.arguments().get(0, String.class) + " "
                        + event.ack().isRequested()));

        near.server.serverSideEmit("hello", "world");
        run();

        assertThat(near.notes).isEmpty();
        assertThat(far.notes).containsExactly("hello world false");
        assertThat(received()).isEqualTo("0000");
    }

    @Test
    void serverSideEventsAreAnsweredOnceByEachServer() {
        far.server.on("sum", event -> {
            event.ack()
                    .send(
                            event.arguments().get(0, int.class)
                                    + event.arguments().get(1, int.class),
                            "ok");
            event.ack().send("twice");
        });

        List<Arguments> answers =
                arrived(near.server.serverSideEmitWithAck("sum", 1, 2)).join();

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).get(0, int.class)).isEqualTo(3);
        assertThat(answers.get(0).get(1, String.class)).isEqualTo("ok");
    }

    @Test
    void serverWithoutListenerAnswersNothing() {
        List<Arguments> answers =
                arrived(near.server.serverSideEmitWithAck("nobody")).join();

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).size()).isZero();
    }

    @Test
    void serverThatStopsMeanwhileIsNotWaitedFor() {
        far.server.on("slow", event -> far.notes.add("asked"));
        var answers = near.server.serverSideEmitWithAck("slow");
        run();
        assertThat(far.notes).containsExactly("asked");

        far.close();

        assertThat(arrived(answers).join()).isEmpty();
    }

    @Test
    void serverThatDoesNotAnswerInTimeIsMissedAndTheOthersAnswersAreThere() {
        far.server.on("slow", event -> far.notes.add("asked"));
        cluster.grow().server.on("slow", event -> event.ack().send("here"));
        var answers = near.server.serverSideEmitWithAck("slow");
        run();
        assertThat(far.notes).containsExactly("asked");

        near.advance(Duration.ofSeconds(60));

        assertThatThrownBy(answers.toCompletableFuture()::join)
                .hasMessageContaining("operation has timed out")
                .cause()
                .isInstanceOfSatisfying(AckTimeoutException.class, timeout -> assertThat(timeout.responses())
                        .extracting(answer -> answer.json(0))
                        .containsExactly("\"here\""));
    }

    @Test
    void listenerOfServerSideEventsThatThrowsDisturbsNobody() {
        far.server.on("x", event -> {
            throw new IllegalStateException();
        });
        far.server.on("x", event -> far.notes.add("second"));

        near.server.serverSideEmit("x");
        run();

        assertThat(far.notes).containsExactly("second");
    }

    @Test
    void removedListenerIsNotCalled() {
        Namespace.ServerSideListener listener = event -> far.notes.add("called");
        far.server.of("/").on("x", listener).off("x", listener);

        near.server.serverSideEmit("x");
        run();

        assertThat(far.notes).isEmpty();
    }

    @Test
    void familyHearsWhatTheOtherServerSendsInOneOfItsNamespaces() {
        near.server.of("/chat/{room}");
        far.server.of("/chat/{room}").on("x", event -> far.notes.add("family"));
        near.client().joins("/chat/a");
        far.client().joins("/chat/a");

        near.server.of("/chat/{room}").serverSideEmit("x");
        run();

        assertThat(far.notes).containsExactly("family");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connection", "new_namespace"})
    void reservedServerSideNamesAreRefused(String event) {
        String message = '"' + event
                + "\" is a reserved event name, no server can send it (expected: onConnect or onNewNamespace)";
        assertThatThrownBy(() -> namespace.serverSideEmit(event)).hasMessage(message);
        assertThatThrownBy(() -> namespace.serverSideEmitWithAck(event)).hasMessage(message);
        assertThatThrownBy(() -> near.server.on(event, ignored -> {})).hasMessage(message);
    }

    @Test
    void withoutAClusterNobodyIsAsked() {
        try (TestServer alone = new TestServer()) {
            alone.server.on("x", event -> alone.notes.add("own"));

            alone.server.serverSideEmit("x");
            var answers = alone.server.serverSideEmitWithAck("x");
            alone.run();

            assertThat(alone.notes).isEmpty();
            assertThat(answers.toCompletableFuture().join()).isEmpty();
        }
    }

    @Test
    void serversThatHaveTheNamespaceAreCounted() {
        ServerNamespace root = (ServerNamespace) namespace;
        assertThat(root.adapter().serverCount()).isCompletedWithValue(2);
        far.close();
        assertThat(root.adapter().serverCount()).isCompletedWithValue(1);
    }
}
