package ee.socketio.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CallRateTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final CallRate rate = new CallRate(60, now::get);

    private void use(String caller, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(rate.secondsToWait(caller)).isZero();
        }
    }

    @Test
    void minutesAllowanceMayBeUsedAtOnce() {
        use("a", 60);

        assertThat(rate.secondsToWait("a")).isEqualTo(1);
    }

    @Test
    void allowanceComesBackBitByBit() {
        use("a", 60);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(900));
        assertThat(rate.secondsToWait("a")).isEqualTo(1);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1200));

        use("a", 2);
        assertThat(rate.secondsToWait("a")).isEqualTo(1);
    }

    @Test
    void noMoreIsSavedThanAMinutesAllowance() {
        use("a", 1);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));

        use("a", 60);
        assertThat(rate.secondsToWait("a")).isPositive();
    }

    @Test
    void secondsAreThoseUntilTheNextCall() {
        CallRate slow = new CallRate(2, now::get);
        assertThat(slow.secondsToWait("a")).isZero();
        assertThat(slow.secondsToWait("a")).isZero();

        assertThat(slow.secondsToWait("a")).isEqualTo(30);
        now.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertThat(slow.secondsToWait("a")).isZero();
    }

    @Test
    void callersDoNotDisturbEachOther() {
        use("a", 60);

        use("b", 60);
        assertThat(rate.secondsToWait("a")).isPositive();
    }
}
