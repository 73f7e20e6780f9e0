package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.Recovery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a client may be away, and how much is remembered for it. */
final class RecoveryBoundsTest extends RecoveryFixture {
    @Test
    void sessionEndsAfterTheLongestDisconnection() {
        Seat early = sits();
        Seat late = sits();
        early.client().vanishes();
        late.client().vanishes();

        server.advance(Duration.ofSeconds(119));
        assertThat(comesBack(early.pid(), null)).containsExactly(connect(early));
        server.advance(Duration.ofSeconds(2));

        assertIsFresh(late, comesBack(late.pid(), null));
    }

    @Test
    void whatIsKeptIsForgottenInTime() {
        Recovery recovery = server.server.recovery().orElseThrow();
        Seat seat = sits();
        namespace.emit("x");
        seat.client().vanishes();
        assertThat(recovery.bytes()).isPositive();

        for (int i = 0; i < 20; i++) {
            server.advance(Duration.ofSeconds(10));
        }

        assertThat(recovery.bytes()).isZero();
    }

    /** An event that is dropped by its age was received by everybody who may still come back. */
    @Test
    void clientThatWasIdleForHoursIsRecovered() {
        Seat seat = sits();
        namespace.emit("seen");
        String offset = offset(seat.client().next());
        for (int i = 0; i < 400; i++) {
            server.advance(Duration.ofSeconds(25));
            seat.client().pongs();
            namespace.to("others").emit("noise", i);
        }
        seat.client().frames();
        seat.client().vanishes();
        namespace.emit("missed");

        assertThat(comesBack(seat.pid(), offset)).hasSize(2);
    }

    @Test
    void logIsBoundedInBytesAndWhoMissedMoreBeginsAnew() {
        Recovery recovery = server.server.recovery().orElseThrow();
        Seat longAway = sits();
        longAway.client().vanishes();
        for (int i = 0; i < 100; i++) {
            namespace.emit("big", "x".repeat(2_000));
            assertThat(recovery.bytes()).isLessThan(LIMITS.maxBytes() + 2_000);
        }
        Seat shortlyAway = sits();
        shortlyAway.client().vanishes();
        namespace.emit("small");

        assertIsFresh(longAway, comesBack(longAway.pid(), null));
        assertThat(comesBack(shortlyAway.pid(), null)).hasSize(2);
    }

    @Test
    void eventBeyondTheBoundIsDeliveredAndNotKept() {
        Seat away = sits();
        Seat here = sits();
        away.client().vanishes();

        namespace.emit("huge", "x".repeat(60_000));

        assertThat(here.client().next()).startsWith("2[\"huge\"");
        assertIsFresh(away, comesBack(away.pid(), null));
    }

    @Test
    void whoMissedMoreThanMayWaitForOneClientBeginsAnew() {
        Seat seat = sits();
        seat.client().vanishes();
        for (int i = 0; i < 15; i++) {
            namespace.emit("big", "x".repeat(2_000));
        }

        assertIsFresh(seat, comesBack(seat.pid(), null));
    }

    @Test
    void sessionsAreBoundedAndTheOldestGoFirst() {
        restart(new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 2_048, 50_000), true);
        Seat first = sits();
        first.client().vanishes();
        Seat last = first;
        for (int i = 0; i < 10; i++) {
            last = sits();
            last.client().vanishes();
        }

        assertThat(server.server.recovery().orElseThrow().bytes()).isLessThanOrEqualTo(2_048);
        assertIsFresh(first, comesBack(first.pid(), null));
        assertThat(comesBack(last.pid(), null)).containsExactly(connect(last));
    }
}
