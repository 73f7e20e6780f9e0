package ee.socketio.server;

import ee.socketio.wire.socket.JsonArray;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What one client has sent ahead of its handlers, over all its namespaces, in bytes. */
final class Backlog {
    /** What one small event takes in memory besides its text. */
    private static final int OVERHEAD = 256;

    private final AtomicLong bytes = new AtomicLong();

    /** What an event or a CONNECT counts. */
    static int cost(String json) {
        return cost(json.length());
    }

    /** What something of that size counts. */
    static int cost(int bytes) {
        return OVERHEAD + bytes;
    }

    /** What an event with attachments counts. */
    static int cost(JsonArray arguments, List<byte[]> attachments) {
        int cost = cost(arguments.text());
        for (byte[] attachment : attachments) {
            cost += attachment.length;
        }
        return cost;
    }

    void add(int cost) {
        bytes.addAndGet(cost);
    }

    void remove(int cost) {
        bytes.addAndGet(-cost);
    }

    long bytes() {
        return bytes.get();
    }
}
