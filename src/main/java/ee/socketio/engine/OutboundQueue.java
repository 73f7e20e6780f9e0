package ee.socketio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What waits for one client, bounded in bytes. What has been taken counts against the bound until it is
 * {@linkplain #sent sent}, so that a client that stops reading cannot hold more than the bound, or the one larger
 * message that an empty queue takes.
 *
 * <p>Not thread-safe: guarded by the session's lock.
 */
final class OutboundQueue {
    private final int maxBytes;
    private final ArrayDeque<OutboundMessage> waiting = new ArrayDeque<>(2);
    private long bytes;
    private long takenBytes;

    OutboundQueue(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** False, and nothing is added, when the message does not fit. */
    boolean offer(OutboundMessage message) {
        if (bytes > 0 && bytes + message.bytes() > maxBytes) {
            return false;
        }
        bytes += message.bytes();
        waiting.addLast(message);
        return true;
    }

    /**
     * Drops volatile messages that wait, the oldest first, until that many bytes fit or none is left.
     *
     * @return how many
     */
    int dropVolatile(int room) {
        int dropped = 0;
        for (Iterator<OutboundMessage> all = waiting.iterator(); bytes + room > maxBytes && all.hasNext(); ) {
            OutboundMessage message = all.next();
            if (message.isVolatile()) {
                all.remove();
                bytes -= message.bytes();
                dropped++;
            }
        }
        return dropped;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** What waits and what has been taken but not sent, in bytes. */
    long bytes() {
        return bytes;
    }

    /** Takes all that waits; the queue must not be empty and the last burst must have been settled. */
    List<OutboundMessage> take() {
        takenBytes = bytes;
        if (waiting.size() == 1) {
            return List.of(waiting.removeFirst());
        }
        List<OutboundMessage> burst = new ArrayList<>(waiting);
        waiting.clear();
        return burst;
    }

    /** The taken burst has left. */
    void sent() {
        bytes -= takenBytes;
        takenBytes = 0;
    }

    /** The taken burst has not left and is put back in front. */
    void unsent(List<OutboundMessage> burst) {
        takenBytes = 0;
        for (int i = burst.size() - 1; i >= 0; i--) {
            waiting.addFirst(burst.get(i));
        }
    }

    /** Drops all that waits. */
    void clear() {
        waiting.clear();
        bytes = takenBytes;
    }
}
