package ee.socketio.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still at {@link #NOON}, apart from what {@link #pass} lets go by. */
final class TestClock extends Clock {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.250Z");

    private Instant now = NOON;

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
