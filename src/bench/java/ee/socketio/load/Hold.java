package ee.socketio.load;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Many connections to one server: opens them, holds them while a few send, and waits for what is missing. */
final class Hold implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_STEP = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PROGRESS = TimeUnit.MINUTES.toNanos(1);
    private static final int OPENING = 64;
    private static final int BYTES = 64;

    private final ScaleOptions options;
    private final Consumer<String> log;
    private final List<InetAddress> sources;
    private final Loop loop = new Loop();
    private final Tally tally = new Tally();
    private final Payload payload = new Payload(BYTES);
    private final Deliveries echoes = new Deliveries(tally);
    private final Broadcasts broadcasts = new Broadcasts(payload, tally);
    private final Heartbeats heartbeats = new Heartbeats(tally);
    private final Histogram behind = new Histogram();
    private final List<HeldClient> clients = new ArrayList<>();
    private final List<EchoClient> active = new ArrayList<>();
    private final long start = System.nanoTime();
    private long progressAt = start + PROGRESS;
    private int turn;
    private int open;
    private int closed;

    /** Tells a log once a minute how it goes. */
    Hold(ScaleOptions options, Consumer<String> log) throws IOException {
        this.options = options;
        this.log = log;
        sources = sources(options);
    }

    /** A pair of addresses has some 28 000 ports: on this machine several are used. */
    private static List<InetAddress> sources(ScaleOptions options) throws IOException {
        InetAddress server = options.server().getAddress();
        if (!(server instanceof Inet4Address) || !server.isLoopbackAddress()) {
            return List.of(new InetSocketAddress(0).getAddress());
        }
        List<InetAddress> sources = new ArrayList<>();
        for (int i = 1; i <= options.sources(); i++) {
            sources.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) i}));
        }
        return sources;
    }

    Loop loop() {
        return loop;
    }

    InetSocketAddress server() {
        return options.server();
    }

    Deliveries echoes() {
        return echoes;
    }

    Broadcasts broadcasts() {
        return broadcasts;
    }

    Heartbeats heartbeats() {
        return heartbeats;
    }

    /** How many connections are in the namespace now. */
    int open() {
        return open;
    }

    /** One has been let in. */
    void joined() {
        open++;
    }

    /** One is over, and was not meant to be. */
    void ended(HeldClient client, boolean joined, String reason) {
        if (joined) {
            open--;
            closed++;
        }
        tally.error(client + (joined ? " ended: " : " was not let in: ") + reason);
    }

    /** Does all of it. Ends early when not all can be opened, or none is open any more. */
    Result run() throws IOException {
        Optional<ServerProcess.Usage> before = usage();
        connect();
        long opened = System.nanoTime();
        Optional<ServerProcess.Usage> first = usage();
        if (open == options.connections()) {
            hold(opened);
        }
        long held = System.nanoTime() - opened;
        int left = open;
        Optional<ServerProcess.Usage> last = usage();
        await();
        return new Result(
                left,
                closed,
                opened - start,
                held,
                broadcasts.sent(),
                echoes,
                broadcasts.deliveries(),
                heartbeats,
                behind,
                before,
                first,
                last,
                tally.errors(),
                tally.firstError());
    }

    private Optional<ServerProcess.Usage> usage() {
        return options.process().flatMap(ServerProcess::usage);
    }

    private void connect() throws IOException {
        int wanted = options.connections();
        long end = System.nanoTime() + PATIENCE;
        while (open < wanted && tally.errors() == 0 && System.nanoTime() < end) {
            int before = open;
            int most = Math.min(wanted, open + OPENING);
            while (clients.size() < most && tally.errors() == 0) {
                begin(clients.size());
            }
            loop.run(STEP);
            progress(System.nanoTime());
            if (open > before) {
                end = System.nanoTime() + PATIENCE;
            }
        }
        if (open < wanted) {
            tally.error("only " + open + " connections of " + wanted + " were let in");
        }
    }

    /** The active ones come first. */
    private void begin(int index) {
        InetAddress source = sources.get(index % sources.size());
        try {
            if (index < options.active()) {
                active.add(new EchoClient(this, index, source, payload));
                clients.add(active.get(index));
            } else {
                clients.add(new HeldClient(this, index, source));
            }
        } catch (IOException e) {
            tally.error("connection " + index + " could not be opened: " + e);
        }
    }

    private void hold(long from) throws IOException {
        long end = from + options.nanos();
        Pace echoPace = new Pace(active.isEmpty() ? 0 : options.rate(), from);
        Pace broadcastPace = new Pace(options.broadcasts() / 60, from);
        heartbeats.start();
        for (long now = from; now < end && open > 0; now = System.nanoTime()) {
            while (echoPace.take(now)) {
                active.get(turn++ % active.size()).echo();
            }
            while (broadcastPace.take(now)) {
                active.stream().filter(HeldClient::isJoined).findFirst().ifPresent(HeldClient::broadcast);
            }
            long next = Math.min(end - now, Math.min(echoPace.nanosLeft(now), broadcastPace.nanosLeft(now)));
            long step = Math.max(STEP, Math.min(next, LONGEST_STEP));
            loop.run(step);
            long after = System.nanoTime();
            behind.add(after - now - step);
            progress(after);
        }
        long now = System.nanoTime();
        clients.forEach(client -> client.countDue(now));
        heartbeats.stop();
    }

    private void progress(long now) {
        if (now >= progressAt) {
            progressAt += PROGRESS;
            log.accept(String.format(
                    Locale.ROOT,
                    "%d min: %d open, %d closed; %d echoes sent, %d answered, %d wrong, %d lost",
                    TimeUnit.NANOSECONDS.toMinutes(now - start),
                    open,
                    closed,
                    echoes.expected(),
                    echoes.latency().count(),
                    echoes.wrong(),
                    echoes.lost()));
        }
    }

    private void await() throws IOException {
        Deliveries everywhere = broadcasts.deliveries();
        long end = System.nanoTime() + PATIENCE;
        while (echoes.underWay() + everywhere.underWay() > 0 && open > 0 && System.nanoTime() < end) {
            loop.run(STEP);
        }
        echoes.lost("echoes", echoes.underWay());
        everywhere.lost("broadcasts", everywhere.underWay());
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }

    /**
     * What came out.
     *
     * @param held how many connections were open when the time was over
     * @param closed how many the server had closed
     * @param openingNanos how long it took to open them
     * @param heldNanos how long they were held
     * @param broadcasts how many were sent
     * @param behind how late this client itself was; the latencies have it in them
     * @param before what the server used before they were opened; empty when nobody looks
     * @param first what it used when they were open
     * @param last what it used when the time was over; empty also when it had ended
     * @param errors wrong, lost and doubled messages, broken connections and missed heartbeats
     */
    record Result(
            int held,
            int closed,
            long openingNanos,
            long heldNanos,
            int broadcasts,
            Deliveries echoes,
            Deliveries deliveries,
            Heartbeats heartbeats,
            Histogram behind,
            Optional<ServerProcess.Usage> before,
            Optional<ServerProcess.Usage> first,
            Optional<ServerProcess.Usage> last,
            long errors,
            String firstError) {}
}
