package ee.socketio.load;

import java.io.IOException;
import java.net.InetSocketAddress;

/** One client in the namespace {@code /}: what it sends is numbered, what comes back must be the next number. */
final class Client implements Receiver {
    private static final int ROOM_SIZE = 10;

    private final Run run;
    private final int index;
    private final Scenario scenario;
    private final Payload payload;
    private final long[] sentAt;
    private final long[] nextOf;
    private Link link;
    private boolean ready;
    private long sent;
    private long answered;

    Client(Run run, int index, Scenario scenario) throws IOException {
        this.run = run;
        this.index = index;
        this.scenario = scenario;
        payload = new Payload(scenario.bytes());
        sentAt = new long[Math.max(1, scenario.inFlight())];
        nextOf = new long[scenario.clients()];
        link = connect();
    }

    private Link connect() throws IOException {
        sentAt[0] = System.nanoTime();
        InetSocketAddress server = run.server();
        return scenario.kind() == Scenario.Kind.POLL_ECHO
                ? PollingLink.open(run.loop(), server, this)
                : WebSocketLink.open(run.loop(), server, this);
    }

    boolean isReady() {
        return ready;
    }

    /** How many answers are missing. */
    long missing() {
        return sent - answered;
    }

    void close() {
        link.close();
    }

    @Override
    public void opened(String packet) {
        send("40");
    }

    @Override
    public void received(String packet) {
        if (packet.startsWith("40")) {
            joined();
        } else if (!ready && packet.startsWith("43")) {
            ready = true;
        } else {
            message(packet);
        }
    }

    private void joined() {
        switch (scenario.kind()) {
            case CONNECT -> comeAgain();
            case ROOMS -> send("420[\"join\",\"" + room() + "\"]");
            default -> ready = true;
        }
    }

    private String room() {
        return "r" + index / ROOM_SIZE;
    }

    /** Has been let in: leaves, and is another one. */
    private void comeAgain() {
        ready = true;
        send("41");
        link.close();
        run.tally().delivered();
        run.tally().answered(System.nanoTime() - sentAt[0]);
        if (run.goesOn()) {
            try {
                link = connect();
            } catch (IOException e) {
                failed(e.toString());
            }
        }
    }

    /** Sends as much as may be in flight. */
    void begin() {
        if (scenario.kind() == Scenario.Kind.CONNECT || (scenario.kind() == Scenario.Kind.BROADCAST && index > 0)) {
            return;
        }
        for (int i = 0; i < scenario.inFlight(); i++) {
            next();
        }
    }

    private void next() {
        long number = sent++;
        sentAt[(int) (number % sentAt.length)] = System.nanoTime();
        String data = payload.json(index, number);
        send(
                switch (scenario.kind()) {
                    case ECHO, POLL_ECHO -> "42[\"echo\"," + data + "]";
                    case ACK -> "42" + number + "[\"ack\"," + data + "]";
                    case BROADCAST -> "42[\"broadcast\"," + data + "]";
                    case ROOMS -> "42[\"room\",\"" + room() + "\"," + data + "]";
                    case CONNECT -> throw new IllegalStateException("sends no events");
                });
    }

    /** An event or an acknowledgement, of which only the very next is right. */
    private void message(String packet) {
        int data = packet.indexOf(scenario.kind() == Scenario.Kind.ACK ? '[' : ',') + 1;
        int sender = Integer.parseInt(packet.substring(data + 1, data + 7));
        String expected =
                switch (scenario.kind()) {
                    case ACK -> "43" + nextOf[sender] + "[" + payload.json(sender, nextOf[sender]) + "]";
                    case BROADCAST -> "42[\"broadcast\"," + payload.json(sender, nextOf[sender]) + "]";
                    case ROOMS -> "42[\"room\"," + payload.json(sender, nextOf[sender]) + "]";
                    default -> "42[\"echo\"," + payload.json(sender, nextOf[sender]) + "]";
                };
        if (!packet.equals(expected)) {
            run.tally().error("came: " + packet + " (expected: " + expected + ")");
        }
        nextOf[sender]++;
        run.tally().delivered();
        if (scenario.kind() == Scenario.Kind.BROADCAST) {
            run.published(nextOf[sender] - 1);
        } else if (sender == index) {
            complete();
        }
    }

    /** One that was in flight has arrived wherever it had to. */
    void complete() {
        run.tally().answered(System.nanoTime() - sentAt[(int) (answered % sentAt.length)]);
        answered++;
        if (run.goesOn()) {
            next();
        }
    }

    private void send(String packet) {
        try {
            link.send(packet);
        } catch (IOException e) {
            failed(e.toString());
        }
    }

    @Override
    public void failed(String reason) {
        run.tally().error("client " + index + ": " + reason);
    }

    @Override
    public String toString() {
        return "Client[" + index + "]";
    }
}
