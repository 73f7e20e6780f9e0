package ee.socketio.load;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that also sends: its events are numbered, what comes back must be the next number. */
final class EchoClient extends HeldClient {
    private static final Pattern NUMBER = Pattern.compile(":(\\d{9})");

    private final Payload payload;
    private final ArrayDeque<Long> sentAt = new ArrayDeque<>();
    private long sent;
    private long next;

    /** Begins to connect. */
    EchoClient(Hold hold, int index, InetAddress source, Payload payload) throws IOException {
        super(hold, index, source);
        this.payload = payload;
    }

    /** Sends an event, however many are under way; nothing when it has ended. */
    void echo() {
        if (isJoined()) {
            hold().echoes().expect(1);
            sentAt.add(System.nanoTime());
            send(packet(sent++));
        }
    }

    private String packet(long number) {
        return "42[\"echo\"," + payload.json(index(), number) + "]";
    }

    @Override
    void event(String packet) {
        long number = next < sent && packet.equals(packet(next)) ? next : numberOf(packet);
        if (number < 0) {
            super.event(packet);
            return;
        }
        long at = System.nanoTime();
        long since = at;
        for (long i = next; i <= number; i++) {
            since = sentAt.remove();
        }
        next = hold().echoes().arrived(this, number, next, at - since);
    }

    /** Negative when it was never sent. */
    private long numberOf(String packet) {
        Matcher matcher = NUMBER.matcher(packet);
        if (!matcher.find()) {
            return -1;
        }
        long number = Long.parseLong(matcher.group(1));
        return number < sent && packet.equals(packet(number)) ? number : -1;
    }

    @Override
    void left() {
        super.left();
        hold().echoes().lost(this, sentAt.size());
        sentAt.clear();
    }
}
