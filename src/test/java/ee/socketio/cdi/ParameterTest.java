package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Ack;
import ee.socketio.Auth;
import ee.socketio.Handshake;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.PathParam;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.wire.engine.EngineRevision;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What handler methods may ask for, and what comes of what they return. */
final class ParameterTest {
    private static Application application;

    @BeforeAll
    static void start() {
        application = Application.of(Rooms.class, Lobby.class, Typed.class, Identity.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    enum Kind {
        PUBLIC,
        SECRET
    }

    @NamespaceEndpoint("/rooms/{kind}/{id}/{number}/{name}")
    static class Rooms {
        @OnConnect
        void connected(Socket socket, @PathParam("name") String name) {
            socket.emit("welcome", name);
        }

        @OnEvent
        Ack.Values where(
                @PathParam("kind") Kind kind,
                @PathParam("id") UUID id,
                @PathParam("number") long number,
                int argument,
                @PathParam("name") String name) {
            return Ack.of(kind, id.getLeastSignificantBits(), number, argument, name);
        }
    }

    @NamespaceEndpoint("/rooms/{kind}/lobby")
    static class Lobby {
        @OnEvent
        String where() {
            return "lobby";
        }
    }

    record Login(String token, Optional<List<Kind>> kinds) {}

    @NamespaceEndpoint("/identity")
    static class Identity {
        private static String gone = "";

        @OnConnect
        void connected(Socket socket, @Auth Login login, Principal principal) {
            socket.data().put("token", String.valueOf(login.token));
        }

        @OnEvent
        Ack.Values who(Optional<Principal> optional, Principal principal, @Auth Map<String, Object> auth) {
            return Ack.of(optional.map(Principal::getName), principal == null ? null : principal.getName(), auth);
        }

        @OnDisconnect
        void gone(@Auth Login login, Handshake handshake) {
            gone = login.token;
        }
    }

    record Event(Instant at, LocalDate day, Duration length, Kind kind, Optional<String> note) {}

    record Page<T>(List<T> items, ByteBuffer picture) {}

    @NamespaceEndpoint("/typed")
    static class Typed {
        @OnEvent
        Event times(Event event) {
            return event;
        }

        @OnEvent
        Object generic(Page<Optional<Kind>> page, byte[] bytes) {
            return List.of(page.items.size(), page.items.get(1), page.picture.get(0), bytes[0]);
        }

        @OnEvent
        JsonValue json(JsonValue value, int first) {
            return value;
        }

        @OnEvent
        CompletionStage<Void> done() {
            return CompletableFuture.completedFuture(null);
        }

        @OnEvent
        CompletableFuture<String> nothingLater() {
            return CompletableFuture.completedFuture(null);
        }

        @OnEvent
        CompletionStage<Ack.Values> severalLater() {
            return CompletableFuture.completedFuture(Ack.of(1, 2));
        }

        @OnEvent
        CompletionStage<Void> failing() {
            return CompletableFuture.failedFuture(new IllegalStateException("wanted by a test"));
        }
    }

    private static final String ROOM = "/rooms/SECRET/00000000-0000-0000-0000-000000000007/5000000000/a%2Fb";

    @Test
    void variablesOfTheNamespaceAreConverted() {
        FakeClient client = application.server.client();
        client.sends("0" + ROOM + ",");

        assertThat(client.messages()).contains("2" + ROOM + ",[\"welcome\",\"a/b\"]");
        assertThat(Application.ask(client, ROOM, "\"where\",3")).isEqualTo("[\"SECRET\",7,5000000000,3,\"a/b\"]");
    }

    @Test
    void nameThatDoesNotFitTheTypesIsNoNamespace() {
        for (String wrong : List.of(
                ROOM.replace("SECRET", "secret"), ROOM.replace("-0000-", "-"), ROOM.replace("/5000000000", "/5e9"))) {
            FakeClient client = application.server.client();

            client.sends("0" + wrong + ",");

            assertThat(client.next()).isEqualTo("4" + wrong + ",{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    void literalNameGoesBeforeVariable() {
        FakeClient client = application.server.client();
        client.sends("0/rooms/x/lobby,");
        client.messages();

        assertThat(Application.ask(client, "/rooms/x/lobby", "\"where\"")).isEqualTo("[\"lobby\"]");
    }

    @Test
    void authAndPrincipalAreParametersOfEveryHandler() {
        FakeClient client = application.server.client("alice", Map.of());
        client.sends("0/identity,{\"token\":\"t\",\"kinds\":[\"PUBLIC\"]}");
        client.messages();

        assertThat(Application.ask(client, "/identity", "\"who\""))
                .isEqualTo("[\"alice\",\"alice\",{\"token\":\"t\",\"kinds\":[\"PUBLIC\"]}]");
        client.sends("1/identity,");
        assertThat(Identity.gone).isEqualTo("t");
    }

    @Test
    void whoIsNotKnownIsNullOrEmpty() {
        FakeClient client = application.server.client();
        client.joins("/identity");

        assertThat(Application.ask(client, "/identity", "\"who\"")).isEqualTo("[null,null,{}]");
    }

    @Test
    void authOfTheOlderRevisionIsTheQueryOfTheNamespace() {
        FakeClient client = application.server.client(EngineRevision.V3);
        client.sends("0/identity?token=x");
        client.messages();

        assertThat(Application.ask(client, "/identity", "\"who\"")).isEqualTo("[null,null,{\"token\":\"x\"}]");
    }

    @Test
    void authThatDoesNotFitRefusesWithWhereAndWhy() {
        FakeClient client = application.server.client();

        client.sends("0/identity,{\"token\":1,\"kinds\":[\"NONE\"]}");

        assertThat(client.next())
                .startsWith(
                        "4/identity,{\"message\":\"Invalid arguments\",\"data\":[{\"path\":\"auth\",\"message\":\"");
    }

    @Test
    void timesEnumsAndOptionalsAreBoundWithinRecords() {
        FakeClient client = application.server.client();
        client.joins("/typed");

        assertThat(Application.ask(
                        client,
                        "/typed",
                        "\"times\",{\"at\":\"2026-01-01T00:00:00Z\",\"day\":\"2026-02-28\",\"length\":\"PT5S\","
                                + "\"kind\":\"SECRET\"}"))
                .isEqualTo("[{\"at\":\"2026-01-01T00:00:00Z\",\"day\":\"2026-02-28\",\"length\":\"PT5S\","
                        + "\"kind\":\"SECRET\",\"note\":null}]");
    }

    @Test
    void bytesAreBoundWithinGenericRecords() {
        FakeClient client = application.server.client();
        client.joins("/typed");

        client.sends(
                "52-/typed,0[\"generic\",{\"items\":[\"PUBLIC\",null],\"picture\":{\"_placeholder\":true,\"num\":0}},"
                        + "{\"_placeholder\":true,\"num\":1}]",
                "<05>",
                "<06>");

        assertThat(client.next()).isEqualTo("3/typed,0[[2,null,5,6]]");
    }

    @Test
    void jsonComesAsItIsAndWhatIsBeyondTheParametersIsLeftAlone() {
        FakeClient client = application.server.client();
        client.joins("/typed");

        assertThat(Application.ask(client, "/typed", "\"json\",{\"a\":[1.50,null]},1,\"beyond\""))
                .isEqualTo("[{\"a\":[1.50,null]}]");
    }

    @Test
    void argumentThatDoesNotFitIsAFailureThatSaysWhichOne() {
        List<String> failures = new ArrayList<>();
        FakeClient client = application.server.client();
        client.joins("/typed").namespace().onError((event, failure) -> failures.add(failure.getMessage()));

        assertThat(Application.ask(client, "/typed", "\"json\",1,\"two\"")).isEqualTo("nothing");
        assertThat(Application.ask(client, "/typed", "\"json\",1")).isEqualTo("nothing");

        assertThat(failures)
                .containsExactly("argument 1: a string (expected: a number)", "argument 1: missing (expected: int)");
    }

    @Test
    void stageAcknowledgesWithItsOutcome() {
        FakeClient client = application.server.client();
        client.joins("/typed");

        assertThat(Application.ask(client, "/typed", "\"done\"")).isEqualTo("[]");
        assertThat(Application.ask(client, "/typed", "\"nothingLater\"")).isEqualTo("[null]");
        assertThat(Application.ask(client, "/typed", "\"severalLater\"")).isEqualTo("[1,2]");
        assertThat(Application.ask(client, "/typed", "\"failing\"")).isEqualTo("nothing");
    }
}
