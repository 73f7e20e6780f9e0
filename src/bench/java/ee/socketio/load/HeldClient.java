package ee.socketio.load;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client in the namespace {@code /} that waits: it answers heartbeats, and receives what is sent to everybody. */
class HeldClient implements Receiver {
    private static final Pattern PING_INTERVAL = Pattern.compile("\"pingInterval\":(\\d+)");
    private static final Pattern PING_TIMEOUT = Pattern.compile("\"pingTimeout\":(\\d+)");

    private enum State {
        OPENING,
        JOINED,
        ENDED
    }

    private final Hold hold;
    private final int index;
    private final Link link;
    private State state = State.OPENING;
    private int pingInterval;
    private int pingTimeout;
    private long heartbeatAt;
    private int nextBroadcast;

    /** Begins to connect. */
    HeldClient(Hold hold, int index, InetAddress source) throws IOException {
        this.hold = hold;
        this.index = index;
        link = WebSocketLink.open(hold.loop(), source, hold.server(), this);
    }

    final Hold hold() {
        return hold;
    }

    final int index() {
        return index;
    }

    final boolean isJoined() {
        return state == State.JOINED;
    }

    /** Sends to everybody. */
    final void broadcast() {
        send(hold.broadcasts().next(hold.open()));
    }

    final void send(String packet) {
        try {
            link.send(packet);
        } catch (IOException e) {
            end(e.toString());
        }
    }

    /** Counts a ping that is due and has not come. */
    final void countDue(long now) {
        long late = late(now);
        if (isJoined() && late > 0) {
            hold.heartbeats().late(this, late, pingTimeout);
        }
    }

    /** How long after it was due, in ns; the server counts from the last heartbeat. */
    private long late(long now) {
        return now - heartbeatAt - TimeUnit.MILLISECONDS.toNanos(pingInterval);
    }

    @Override
    public final void opened(String packet) {
        heartbeatAt = System.nanoTime();
        pingInterval = millis(PING_INTERVAL, packet);
        pingTimeout = millis(PING_TIMEOUT, packet);
        send("40");
    }

    private static int millis(Pattern field, String packet) {
        Matcher matcher = field.matcher(packet);
        if (!matcher.find()) {
            throw new IllegalArgumentException(packet + " (expected: " + field + ")");
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public final void pinged() {
        long now = System.nanoTime();
        hold.heartbeats().late(this, late(now), pingTimeout);
        heartbeatAt = now;
    }

    @Override
    public final void received(String packet) {
        if (state == State.OPENING && packet.startsWith("40")) {
            state = State.JOINED;
            hold.joined();
        } else if (isJoined() && Broadcasts.is(packet)) {
            nextBroadcast = hold.broadcasts().received(this, packet, nextBroadcast);
        } else if (isJoined() && packet.startsWith("42")) {
            event(packet);
        } else {
            end("came: " + packet);
        }
    }

    /** Something has come that was not sent to everybody. */
    void event(String packet) {
        hold.echoes().wrong(this, packet);
    }

    /** Nothing comes any more. */
    void left() {
        hold.broadcasts().left(this, nextBroadcast);
    }

    @Override
    public final void failed(String reason) {
        end(reason);
    }

    private void end(String reason) {
        if (state == State.ENDED) {
            return;
        }
        boolean joined = isJoined();
        state = State.ENDED;
        link.close();
        hold.ended(this, joined, reason);
        if (joined) {
            left();
        }
    }

    @Override
    public String toString() {
        return "connection " + index;
    }
}
