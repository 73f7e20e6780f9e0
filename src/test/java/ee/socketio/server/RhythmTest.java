package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RhythmTest {
    private static final int TOGETHER = 1_000;
    private static final int APART = 50_000;

    private final AtomicLong clock = new AtomicLong();
    private final Rhythm rhythm = new Rhythm(clock::get);

    /** Whether the message is single that comes so many nanoseconds after the last was handled. */
    private boolean isSingleAfter(int nanos) {
        clock.addAndGet(nanos);
        rhythm.arrived();
        clock.addAndGet(APART);
        rhythm.handled();
        return rhythm.isSingle();
    }

    @Test
    void messagesThatFollowEachOtherFromAfarAreSingle() {
        assertThat(isSingleAfter(APART)).isTrue();
        assertThat(isSingleAfter(APART)).isTrue();
    }

    @Test
    void messagesThatAreReadTogetherAreNot() {
        assertThat(isSingleAfter(APART)).isTrue();
        assertThat(isSingleAfter(TOGETHER)).as("an accident?").isTrue();
        assertThat(isSingleAfter(TOGETHER)).as("no").isFalse();
        assertThat(isSingleAfter(TOGETHER)).isFalse();
    }

    @Test
    void oneThatFollowsCloselyIsAnAccident() {
        for (int i = 0; i < 3; i++) {
            assertThat(isSingleAfter(APART)).isTrue();
            assertThat(isSingleAfter(TOGETHER)).isTrue();
        }
    }

    @Test
    void firstOfSeveralIsTakenForWhatTheLastWas() {
        isSingleAfter(APART);
        isSingleAfter(TOGETHER);
        isSingleAfter(TOGETHER);

        assertThat(isSingleAfter(APART)).as("several again?").isFalse();
        assertThat(isSingleAfter(TOGETHER)).as("two at least").isFalse();
        assertThat(isSingleAfter(APART)).isFalse();
        assertThat(isSingleAfter(APART)).as("no more").isTrue();
    }
}
