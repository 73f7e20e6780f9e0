package ee.socketio.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What one client has sent to everybody, and whether it comes to each of them once and in order. */
final class Broadcasts {
    private static final String EVENT = "42[\"broadcast\",";

    /**
     * One of them.
     *
     * @param packet as it is sent and as it comes
     * @param at {@link System#nanoTime()} when it was sent
     */
    private record Broadcast(String packet, long at) {}

    private final Payload payload;
    private final Deliveries deliveries;
    private final List<Broadcast> sent = new ArrayList<>();

    /** Tells them from those of another run that uses the same server. */
    private final int run = ThreadLocalRandom.current().nextInt(1_000_000);

    Broadcasts(Payload payload, Tally tally) {
        this.payload = payload;
        deliveries = new Deliveries(tally);
    }

    static boolean is(String packet) {
        return packet.startsWith(EVENT);
    }

    /** The next one, to be sent now. */
    String next(int recipients) {
        String packet = EVENT + payload.json(run, sent.size()) + "]";
        sent.add(new Broadcast(packet, System.nanoTime()));
        deliveries.expect(recipients);
        return packet;
    }

    /**
     * One has come. Those of other runs are passed over.
     *
     * @param next the number that it should have
     * @return the number that the next one should have
     */
    int received(Object who, String packet, int next) {
        int number = next < sent.size() && packet.equals(sent.get(next).packet) ? next : numberOf(packet);
        if (number >= 0) {
            return (int) deliveries.arrived(who, number, next, System.nanoTime() - sent.get(number).at);
        }
        String own = EVENT + payload.json(run, 0);
        if (packet.startsWith(own.substring(0, own.indexOf(':')))) {
            deliveries.wrong(who, packet);
        }
        return next;
    }

    /** Negative when it was never sent. */
    private int numberOf(String packet) {
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (packet.equals(sent.get(i).packet)) {
                return i;
            }
        }
        return -1;
    }

    /** Nothing comes to this one any more. */
    void left(Object who, int next) {
        deliveries.lost(who, sent.size() - next);
    }

    int sent() {
        return sent.size();
    }

    Deliveries deliveries() {
        return deliveries;
    }
}
