package ee.socketio.engine;

import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;

/**
 * A WebSocket that asks to replace long-polling: it sends {@code 2probe}, is answered {@code 3probe}, and takes over
 * with {@code 5}.
 *
 * <p>Its fields are guarded by the session's lock.
 */
final class UpgradeProbe {
    static final String PROBE = "probe";
    private static final OutboundMessage ANSWER = OutboundMessage.of(TextPacket.of(PacketType.PONG, PROBE));

    private final Transport candidate;
    private int answersOwed;
    private boolean answering;
    private boolean answered;
    private boolean upgradeRequested;

    UpgradeProbe(Transport candidate) {
        this.candidate = candidate;
    }

    Transport candidate() {
        return candidate;
    }

    /** Whether the client has been told to stop polling. */
    boolean answered() {
        return answered;
    }

    /** A probe has come. True when the caller is to {@linkplain #answer send the answer}. */
    boolean probed() {
        answered = true;
        answersOwed++;
        return startAnswer();
    }

    /** The client takes over. True when it may at once, false when an answer has to leave first. */
    boolean upgradeRequested() {
        upgradeRequested = true;
        return !answering;
    }

    /** An answer has left; see {@link #isUpgradeDue} next. True when the caller is to send another one. */
    boolean answerSent() {
        answering = false;
        return startAnswer();
    }

    boolean isUpgradeDue() {
        return upgradeRequested && !answering;
    }

    private boolean startAnswer() {
        if (answering || answersOwed == 0) {
            return false;
        }
        answersOwed--;
        answering = true;
        return true;
    }

    /** Sends one answer; to be called without a lock. */
    void answer(Transport.Completion completion) {
        candidate.send(List.of(ANSWER), completion);
    }
}
