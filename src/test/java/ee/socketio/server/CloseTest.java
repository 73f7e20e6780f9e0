package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a server, told to its clients over some time. */
final class CloseTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void clientsAreClosedOneAfterTheOtherAndSocketsToldWhy() {
        FakeClient one = server.client();
        FakeClient two = server.client();
        server.noteDisconnects(one.joins("/"), "one of two");
        server.noteDisconnects(two.joins("/"), "one of two");

        CompletableFuture<Void> closed =
                server.server.close(Duration.ofSeconds(6)).toCompletableFuture();
        server.advance(Duration.ofMillis(1999));
        assertThat(server.notes).isEmpty();
        server.advance(Duration.ofMillis(1));
        assertThat(server.notes).containsExactly("one of two: server shutting down");
        assertThat(closed).isNotDone();
        server.advance(Duration.ofSeconds(2));

        assertThat(server.notes)
                .containsExactly("one of two: server shutting down", "one of two: server shutting down");
        assertThat(closed).isCompleted();
        assertThat(one.messages())
                .as("no DISCONNECT packet, so that it looks for another node")
                .isEmpty();
    }

    @Test
    void serverWithoutClientsIsClosedAtOnce() {
        assertThat(server.server.close(Duration.ofHours(1)).toCompletableFuture())
                .isCompleted();
    }

    @Test
    void noTimeClosesAllAtOnce() {
        server.noteDisconnects(server.client().joins("/"), "one");

        assertThat(server.server.close(Duration.ZERO).toCompletableFuture()).isCompleted();
        server.run();

        assertThat(server.notes).containsExactly("one: server shutting down");
    }

    @Test
    void negativeTimeIsRefused() {
        assertThatThrownBy(() -> server.server.close(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("drain: PT-1S (expected: zero or more)");
    }

    @Test
    void whatIsAttachedRunsWhereHandlersRun() {
        server.client().joins("/");
        CompletableFuture<Void> noted = server.server
                .close(Duration.ofSeconds(2))
                .toCompletableFuture()
                .thenRun(() -> server.notes.add("over"));
        server.clock.advance(Duration.ofSeconds(2));
        assertThat(noted).isNotDone();

        server.run();

        assertThat(server.notes).containsExactly("over");
    }
}
