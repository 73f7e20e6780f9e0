package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NamespaceFamilyTest {
    private final TestServer server = new TestServer();
    private final Namespace rooms =
            server.server.of(Pattern.compile("/room-\\d+").asMatchPredicate());

    @AfterEach
    void close() {
        server.close();
    }

    private Iterable<String> names() {
        return server.server.namespaces().stream().map(Namespace::name).sorted().toList();
    }

    @Test
    void namespaceComesIntoBeingWhenAClientAsksAndGoesWithItsLastSocket() {
        server.server.onNewNamespace(created -> server.notes.add(created.name()));
        FakeClient one = server.client();
        FakeClient two = server.client();

        one.sends("0/room-1,");
        two.sends("0/room-1,");
        assertThat(one.next()).startsWith("0/room-1,{\"sid\"");
        assertThat(names()).containsExactly("/", "/room-1");
        assertThat(server.notes).containsExactly("/room-1");

        one.vanishes();
        assertThat(names()).containsExactly("/", "/room-1");
        two.sends("1/room-1,");
        assertThat(names()).containsExactly("/");

        two.sends("0/room-1,");
        assertThat(names()).containsExactly("/", "/room-1");
    }

    @Test
    void nameThatDoesNotFitIsInvalid() {
        FakeClient client = server.client();

        client.sends("0/room-x,");

        assertThat(client.next()).isEqualTo("4/room-x,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void refusedClientLeavesNoNamespaceBehind() {
        rooms.use(socket -> {
            throw new ConnectionRefused("no");
        });

        server.client().sends("0/room-1,");

        assertThat(names()).containsExactly("/");
    }

    @Test
    void namespaceThatTheApplicationAskedForStays() {
        FakeClient client = server.client();
        client.sends("0/room-1,");

        Namespace pinned = server.server.of("/room-1");
        client.vanishes();

        assertThat(server.server.of("/room-1")).isSameAs(pinned);
        assertThat(names()).containsExactly("/", "/room-1");
    }

    @Test
    void handlersOfTheFamilyComeAheadOfTheNamespacesOwn() {
        rooms.use(socket -> server.notes.add("family step"))
                .onConnect(socket ->
                        server.notes.add("family " + socket.namespace().name()));
        server.server
                .of("/room-1")
                .use(socket -> server.notes.add("own step"))
                .onConnect(socket -> server.notes.add("own"));

        server.client().sends("0/room-1,");

        assertThat(server.notes).containsExactly("family step", "own step", "family /room-1", "own");
    }

    @Test
    void familyAddressesTheSocketsOfAllItsNamespaces() {
        FakeClient client = server.client();
        client.sends("0/room-1,");
        client.sends("0/room-2,");
        client.messages();

        rooms.emit("x");
        assertThat(client.messages()).containsExactlyInAnyOrder("2/room-1,[\"x\"]", "2/room-2,[\"x\"]");

        Socket first = server.server.of("/room-1").sockets().iterator().next();
        first.join("r");
        rooms.to("r").emit("y");
        assertThat(client.next()).isEqualTo("2/room-1,[\"y\"]");
        assertThat(rooms.sockets()).hasSize(2);
        assertThat(rooms.socket(first.id())).contains(first);

        var answers = rooms.emitWithAck("z").toCompletableFuture();
        client.sends("3/room-1,0[1]", "3/room-2,0[2]");
        assertThat(answers.join()).hasSize(2);
    }

    @Test
    void firstFamilyThatFitsTakesTheName() {
        server.server.of(name -> true).onConnect(socket -> server.notes.add("all"));
        rooms.onConnect(socket -> server.notes.add("rooms"));

        server.client().sends("0/room-1,");
        server.client().sends("0/other,");

        assertThat(server.notes).containsExactly("rooms", "all");
    }

    @Test
    void namespaceThatExistsAlreadyIsNotTheFamilys() {
        server.server.of("/static");
        server.server.of(name -> true).onConnect(socket -> server.notes.add("family"));

        server.client().joins("/static");

        assertThat(server.notes).isEmpty();
    }

    @Test
    void predicateThatThrowsTakesNothing() {
        server.server.of(name -> {
            throw new IllegalStateException();
        });
        FakeClient client = server.client();

        client.sends("0/x,");

        assertThat(client.next()).isEqualTo("4/x,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void clientCannotBeInNamespacesWithoutEnd() {
        FakeClient client = server.client();
        for (int i = 0; i <= 1000; i++) {
            client.sends("0/room-" + i + ",");
            client.frames();
        }

        assertThat(client.isClosed()).isTrue();
        assertThat(names()).containsExactly("/");
    }

    @Test
    void childNamespaceKnowsItsPathParameters() {
        Namespace chat = server.server.of("/chat/{room}");
        chat.onConnect(socket -> server.notes.add(socket.namespace().name() + " "
                + socket.namespace().pathParameters().get("room")));

        server.client().sends("0/chat/a%20b,");

        assertThat(server.notes).containsExactly("/chat/a%20b a b");
        assertThat(chat.name()).isEqualTo("/chat/{room}");
        assertThat(chat.pathParameters()).isEmpty();
        assertThat(server.server.of("/").pathParameters()).isEmpty();
        assertThat(server.server.of("chat/{room}")).isSameAs(chat);
    }

    @Test
    void variablesThatAreCalledDifferentlyAreRefused() {
        server.server.of("/chat/{room}");

        assertThatThrownBy(() -> server.server.of("/chat/{id}"))
                .hasMessage("/chat/{id}: the same as /chat/{room} (expected: the same variables)");
    }

    @Test
    void mostSpecificTemplateTakesTheNameThenTheFirstFamily() {
        server.server.of(name -> true).onConnect(socket -> server.notes.add("predicate"));
        server.server.of("/{x}/{y}").onConnect(socket -> server.notes.add("/{x}/{y}"));
        server.server.of("/{x}/b").onConnect(socket -> server.notes.add("/{x}/b"));
        server.server.of("/a/{y}").onConnect(socket -> server.notes.add("/a/{y}"));

        server.client().sends("0/a/b,", "0/c/b,", "0/c/d,", "0/e,");

        assertThat(server.notes).containsExactly("/a/{y}", "/{x}/b", "/{x}/{y}", "predicate");
    }

    @Test
    void namespaceCreatedByNameAttachesToTheFamilyThatItsNameFits() {
        server.server.of("/chat/{room}").onConnect(socket -> server.notes.add("family"));
        Namespace blue = server.server.of("/chat/blue");

        server.client().sends("0/chat/blue,");

        assertThat(server.notes).containsExactly("family");
        assertThat(blue.pathParameters()).isEqualTo(Map.of("room", "blue"));
    }

    @Test
    void patternHasToMatchTheWholeName() {
        server.server.of(Pattern.compile("/dynamic-\\d+"));
        FakeClient client = server.client();

        client.sends("0/dynamic-1,");
        assertThat(client.next()).startsWith("0/dynamic-1,{\"sid\"");
        client.sends("0/dynamic-1x,");
        assertThat(client.next()).isEqualTo("4/dynamic-1x,{\"message\":\"Invalid namespace\"}");
        assertThat(names()).containsExactly("/", "/dynamic-1");
    }

    @Test
    void predicateOnTheHandshakeIsAskedAboutEachClient() {
        Namespace own = server.server.of((name, handshake) ->
                name.equals("/users/" + handshake.auth(Map.class).get("user")));
        FakeClient ann = server.client();
        FakeClient bob = server.client();

        ann.sends("0/users/ann,{\"user\":\"ann\"}");
        bob.sends("0/users/ann,{\"user\":\"bob\"}");

        assertThat(ann.next()).startsWith("0/users/ann,{\"sid\"");
        assertThat(bob.next()).isEqualTo("4/users/ann,{\"message\":\"Invalid namespace\"}");
        assertThat(own.sockets()).hasSize(1);
    }

    @Test
    void asyncPredicateLetsTheClientInWhenItHasDecided() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        server.server.ofAsync((name, handshake) -> decision);
        FakeClient client = server.client();

        client.sends("0/later,", "2/later,[\"early\"]");
        assertThat(client.messages()).isEmpty();
        assertThat(names()).containsExactly("/");
        decision.complete(true);
        server.run();

        assertThat(client.next()).startsWith("0/later,{\"sid\"");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void asyncPredicateThatSaysNoOrFailsOrThrowsPassesTheQuestionOn() {
        server.server.ofAsync((name, handshake) -> CompletableFuture.failedFuture(new IllegalStateException("1")));
        server.server.ofAsync((name, handshake) -> {
            throw new IllegalStateException("2");
        });
        CompletableFuture<Boolean> no = new CompletableFuture<>();
        server.server.ofAsync((name, handshake) -> no);
        server.server.of("/x/{y}").onConnect(socket -> server.notes.add("template"));
        server.server.of(name -> name.equals("/last")).onConnect(socket -> server.notes.add("last"));
        FakeClient client = server.client();

        client.sends("0/x/1,", "0/last,", "0/nobody,");
        no.complete(false);
        server.run();

        assertThat(server.notes).containsExactly("template", "last");
        assertThat(client.messages()).contains("4/nobody,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void clientNobodyDecidesAboutIsRefusedAfterTheConnectTimeout() {
        server.server.ofAsync((name, handshake) -> new CompletableFuture<>());
        FakeClient client = server.client();
        client.joins("/");

        client.sends("0/never,");
        server.advance(Duration.ofSeconds(25));
        client.pongs();
        client.frames();
        server.advance(Duration.ofSeconds(20));

        assertThat(client.next()).isEqualTo("4/never,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void clientThatLeavesOrVanishesBeforeTheDecisionIsNotLetIn() {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        Namespace later = server.server.ofAsync((name, handshake) -> decision);
        later.onConnect(socket -> server.notes.add("in"));
        FakeClient leaver = server.client();
        FakeClient vanisher = server.client();

        leaver.sends("0/later,", "1/later,");
        vanisher.sends("0/later,");
        vanisher.vanishes();
        decision.complete(true);
        server.run();

        assertThat(server.notes).isEmpty();
        assertThat(leaver.messages()).isEmpty();
        assertThat(leaver.isClosed()).isFalse();
        assertThat(names()).containsExactly("/");
    }

    @Test
    void secondConnectWhileSomebodyDecidesBreaksTheProtocol() {
        server.server.ofAsync((name, handshake) -> new CompletableFuture<>());
        FakeClient client = server.client();

        client.sends("0/later,", "0/later,");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void twoFirstConnectsAtTheSameTimeMakeOneNamespace() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<String> created = new CopyOnWriteArrayList<>();
        try (TestServer busy = new TestServer(threads)) {
            busy.server.onNewNamespace(namespace -> created.add(namespace.name()));
            busy.server.ofAsync((name, handshake) -> CompletableFuture.supplyAsync(() -> true, threads));
            for (int i = 0; i < 100; i++) {
                FakeClient one = busy.client();
                FakeClient two = busy.client();
                one.hands("0/n" + i + ",");
                two.hands("0/n" + i + ",");
                assertThat(one.awaits()).startsWith("40/n" + i);
                assertThat(two.awaits()).startsWith("40/n" + i);
                assertThat(busy.server.of("/n" + i).sockets()).hasSize(2);
            }
            assertThat(created).hasSize(100);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void emptyChildNamespaceStaysWhenItIsNotToBeCleanedUp() {
        ServerOptions keeping = new ServerOptions(
                Duration.ofSeconds(45),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                100_000,
                10_000,
                false,
                Optional.empty(),
                true);
        try (TestServer other = new TestServer(keeping)) {
            other.server.of("/chat/{room}");
            FakeClient client = other.client();
            client.joins("/chat/a");

            client.vanishes();

            assertThat(other.server.find("/chat/a")).isPresent();
        }
    }
}
