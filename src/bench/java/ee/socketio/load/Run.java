package ee.socketio.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One scenario against one server: connects, warms up, measures, and waits for what is missing. */
final class Run implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);

    private final Scenario scenario;
    private final InetSocketAddress server;
    private final Loop loop = new Loop();
    private final Tally tally = new Tally();
    private final List<Client> clients = new ArrayList<>();
    private final int[] arrivals;
    private boolean goesOn = true;

    Run(Scenario scenario, InetSocketAddress server) throws IOException {
        this.scenario = scenario;
        this.server = server;
        arrivals = new int[scenario.inFlight()];
    }

    Loop loop() {
        return loop;
    }

    Tally tally() {
        return tally;
    }

    InetSocketAddress server() {
        return server;
    }

    boolean goesOn() {
        return goesOn;
    }

    /** One client has received a publication; the next one follows when all have. */
    void published(long number) {
        int slot = (int) (number % arrivals.length);
        if (++arrivals[slot] == clients.size()) {
            arrivals[slot] = 0;
            clients.get(0).complete();
        }
    }

    /**
     * Does all of it.
     *
     * @param process whose CPU time is taken
     */
    Result measure(ProcessHandle process, long warmUpNanos, long nanos) throws IOException {
        for (int i = 0; i < scenario.clients(); i++) {
            clients.add(new Client(this, i, scenario));
            loop.run(TimeUnit.MILLISECONDS.toNanos(1));
        }
        await("connect", () -> clients.stream().filter(Client::isReady).count(), clients.size());
        clients.forEach(Client::begin);
        loop.run(warmUpNanos);
        long cpu = cpu(process);
        tally.start();
        loop.run(nanos);
        tally.stop();
        long used = cpu(process) - cpu;
        goesOn = false;
        await("answer", () -> clients.stream().filter(client -> client.missing() == 0).count(), clients.size());
        return new Result(
                tally.messages(),
                tally.messages() == 0 ? Double.NaN : used / 1000.0 / tally.messages(),
                tally.percentile(0.5),
                tally.percentile(0.99),
                tally.errors(),
                tally.firstError());
    }

    /** A condition that is looked at again and again. */
    private interface Count {
        long get();
    }

    private void await(String what, Count count, long expected) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (count.get() < expected && tally.errors() == 0 && System.nanoTime() < end) {
            loop.run(STEP);
        }
        if (count.get() < expected) {
            tally.error("only " + count.get() + " clients of " + expected + " " + what);
        }
    }

    private static long cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    @Override
    public void close() throws IOException {
        clients.forEach(Client::close);
        loop.close();
    }

    /**
     * What came out.
     *
     * @param messages delivered while it was measured; connections in scenario connect
     * @param cpuMicros the server's CPU time for each of them
     * @param p50 median latency in µs
     * @param p99 in µs
     * @param errors wrong, missing, doubled or reordered messages and broken connections
     */
    record Result(long messages, double cpuMicros, int p50, int p99, long errors, String firstError) {}
}
