package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
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
}
