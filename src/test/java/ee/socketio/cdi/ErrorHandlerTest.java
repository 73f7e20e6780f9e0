package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Ack;
import ee.socketio.Event;
import ee.socketio.EventRefused;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.testkit.FakeClient;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of a failure, and what the client is. */
final class ErrorHandlerTest {
    private static final List<String> NOTES = new ArrayList<>();

    private Application application;
    private FakeClient client;

    @BeforeEach
    void start() {
        NOTES.clear();
        application = Application.of(Files.class, Failing.class, Leaving.class);
        application.server.server.onError((event, failure) -> NOTES.add("global " + event.name() + ": " + failure));
        client = application.server.client();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @NamespaceEndpoint("/files")
    static class Files {
        @OnEvent
        void read(String what) throws Exception {
            switch (what) {
                case "missing" -> throw new FileNotFoundException("missing");
                case "broken" -> throw new IOException("broken");
                case "forbidden" -> throw new EventRefused("no", Map.of("code", 7));
                case "error" -> throw new AssertionError("error");
                default -> throw new IllegalStateException(what);
            }
        }

        @OnEvent
        CompletionStage<String> later() {
            return CompletableFuture.failedFuture(new FileNotFoundException("later"));
        }

        @OnError
        String io(IOException failure) {
            return "io " + failure.getMessage();
        }

        @OnError
        Ack.Values notFound(FileNotFoundException failure, Event event) {
            return Ack.of("not found", event.name());
        }

        @OnError
        void unknown(IllegalStateException failure) throws Exception {
            throw new Exception("passed on: " + failure.getMessage());
        }
    }

    @NamespaceEndpoint("/failing")
    static class Failing {
        @OnConnect
        void connected() throws IOException {
            throw new IOException("connecting");
        }

        @OnError
        void failed(IOException failure, Event event) {
            NOTES.add(event.name() + ": " + failure.getMessage());
        }
    }

    @NamespaceEndpoint("/leaving")
    static class Leaving {
        @OnDisconnect
        void gone() throws IOException {
            throw new IOException("leaving");
        }

        @OnError
        void failed(IOException failure, Event event) {
            NOTES.add(event.name() + ": " + failure.getMessage());
        }
    }

    private String reads(String what) {
        return Application.ask(client, "/files", "\"read\",\"" + what + "\"");
    }

    @Test
    void nearestExceptionTypeWins() {
        client.joins("/files");

        assertThat(reads("missing")).isEqualTo("[\"not found\",\"read\"]");
        assertThat(reads("broken")).isEqualTo("[\"io broken\"]");
        assertThat(Application.ask(client, "/files", "\"later\"")).isEqualTo("[\"not found\",\"later\"]");
        assertThat(NOTES).isEmpty();
    }

    @Test
    void failureThatTheBeanDoesNotTakeIsForTheRegistry() {
        client.joins("/files");

        assertThat(reads("error")).isEqualTo("nothing");

        assertThat(NOTES).containsExactly("global read: java.lang.AssertionError: error");
    }

    @Test
    void errorHandlerThatThrowsPassesOn() {
        client.joins("/files");

        assertThat(reads("what?")).isEqualTo("nothing");

        assertThat(NOTES).containsExactly("global read: java.lang.Exception: passed on: what?");
    }

    @Test
    void refusalIsToldToTheClientAlone() {
        client.joins("/files");

        assertThat(reads("forbidden")).isEqualTo("[{\"error\":\"no\",\"data\":{\"code\":7}}]");
        assertThat(NOTES).isEmpty();

        client.sends("2/files,[\"read\",\"forbidden\"]");
        assertThat(NOTES).containsExactly("global read: ee.socketio.EventRefused: no");
    }

    @Test
    void failedConnectHandlerRefusesThoughItsFailureIsTaken() {
        client.sends("0/failing,");

        assertThat(client.next()).isEqualTo("4/failing,{\"message\":\"Internal server error\"}");
        assertThat(NOTES).containsExactly("connect: connecting");
    }

    @Test
    void failedDisconnectHandlerIsTakenLikewise() {
        client.joins("/leaving");

        client.sends("1/leaving,");

        assertThat(NOTES).containsExactly("disconnecting: leaving");
    }
}
