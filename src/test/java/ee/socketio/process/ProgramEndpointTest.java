package ee.socketio.process;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProgramEndpointTest {
    private final TestPrograms programs = new TestPrograms();
    private final FakeSession container = new FakeSession();
    private final ProgramEndpoint endpoint = new ProgramEndpoint();

    @AfterEach
    void stop() {
        programs.close();
    }

    private void open(PublishedProgram program) {
        assertThat(program.admit()).isTrue();
        EndpointConfig config =
                ServerEndpointConfig.Builder.create(ProgramEndpoint.class, "/").build();
        config.getUserProperties().put(ProgramConfigurator.VISIT, new Visit(program, TestPrograms.REQUEST));
        endpoint.onOpen(container.session, config);
    }

    private void close() {
        endpoint.onClose(container.session, new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
    }

    @Test
    void connectionThatClosesWhileItIsOpenedLeavesNoTimerAndNoProgram() throws Exception {
        programs.coming = this::close;
        open(programs.own("exec cat", Duration.ofSeconds(1)));
        programs.awaitDisconnected();
        assertThat(programs.clock.planned()).isZero();
        assertThat(programs.forks.acquire()).isTrue();
    }

    @Test
    void connectionThatClosesLeavesNoTimerAndNoProgram() throws Exception {
        open(programs.own("exec cat", Duration.ofSeconds(1)));
        assertThat(programs.clock.planned()).isPositive();
        close();
        programs.awaitDisconnected();
        assertThat(programs.clock.planned()).isZero();
    }

    @Test
    void stoppingServerSaysSo() {
        open(programs.own("exec cat", Duration.ZERO));
        programs.close();
        assertThat(container.closed)
                .isCompletedWithValueMatching(why -> why.getCloseCode() == CloseReason.CloseCodes.GOING_AWAY);
    }

    @Test
    void peerThatDiesWhileItsMessageWaitsFreesTheContainersThreadAndItsProgram() throws Exception {
        open(programs.own("exec sleep 60", Duration.ZERO));
        CompletableFuture<Void> containerThread = CompletableFuture.runAsync(() -> {
            container.receive("x".repeat(200_000));
            container.receive("x".repeat(200_000));
        });
        container.awaitSent("sendPong");
        assertThat(containerThread).isNotDone();
        container.broken = true;

        containerThread.get(10, TimeUnit.SECONDS);
        programs.awaitDisconnected();
        assertThat(programs.forks.acquire()).isTrue();
    }
}
