package ee.socketio.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Answers what many connections cost that mostly wait, and whether they are served in time. The server runs already.
 *
 * <pre>
 * java -cp target/bench-classes ee.socketio.load.Scale --port 5000 --pid 4711 --idle 20000 --active 100 \
 *     --rate 2000 --broadcasts 6 --minutes 10
 * </pre>
 *
 * <p>Each connection is a WebSocket in the namespace {@code /}. The idle ones answer heartbeats and receive broadcasts;
 * the active ones also send, {@code --rate} events a second in all. Every message is checked.
 */
public final class Scale {
    private final ScaleOptions options;
    private final Hold.Result result;

    private Scale(ScaleOptions options, Hold.Result result) {
        this.options = options;
        this.result = result;
    }

    /**
     * See above; exits with 1 when a message was wrong, lost or doubled, a connection closed or a heartbeat missed,
     * with 2 when it does not understand.
     */
    public static void main(String... args) throws IOException {
        ScaleOptions options;
        try {
            options = ScaleOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Consumer<String> log = System.err::println;
        Hold.Result result;
        try (Hold hold = new Hold(options, log)) {
            result = hold.run();
        }
        System.exit(new Scale(options, result).print(System.out) ? 0 : 1);
    }

    /** False when there were errors. */
    private boolean print(PrintStream out) {
        line(
                out,
                "connections",
                "%d of %d held for %.1f s, opened in %.1f s; %d closed by the server",
                result.held(),
                options.connections(),
                result.heldNanos() / 1e9,
                result.openingNanos() / 1e9,
                result.closed());
        Deliveries echoes = result.echoes();
        line(
                out,
                "echoes",
                "%d sent, %d answered, %d wrong, %d lost, %d doubled; %s",
                echoes.expected(),
                echoes.latency().count(),
                echoes.wrong(),
                echoes.lost(),
                echoes.doubled(),
                percentiles(echoes.latency()));
        Deliveries deliveries = result.deliveries();
        line(
                out,
                "broadcasts",
                "%d sent, %d of %d deliveries, %d wrong, %d missing, %d doubled; %s",
                result.broadcasts(),
                deliveries.latency().count(),
                deliveries.expected(),
                deliveries.wrong(),
                deliveries.lost(),
                deliveries.doubled(),
                percentiles(deliveries.latency()));
        Histogram lateness = result.heartbeats().lateness();
        line(
                out,
                "heartbeats",
                "%d, %d later than the ping timeout; late by %s",
                lateness.count(),
                result.heartbeats().missed(),
                percentiles(lateness));
        line(out, "this client", "behind by %s", percentiles(result.behind()));
        options.process().ifPresent(process -> line(out, "server", "%s", usage()));
        if (result.errors() > 0) {
            out.println(result.errors() + " errors, first: " + result.firstError());
        }
        if (result.held() + result.closed() < options.connections()) {
            out.println("Nothing was held: not all connections could be opened.");
        } else if (result.held() == 0) {
            out.println("It ended early: no connection was open any more.");
        }
        return result.errors() == 0;
    }

    private String usage() {
        if (result.before().isEmpty() || result.first().isEmpty() || result.last().isEmpty()) {
            return "has ended";
        }
        long before = result.before().get().residentKilobytes();
        ServerProcess.Usage first = result.first().get();
        ServerProcess.Usage last = result.last().get();
        return String.format(
                Locale.ROOT,
                "%.3f s of CPU a second; RSS %.1f KB a connection (%d KB before them, %d KB at the end)",
                (double) last.cpu().minus(first.cpu()).toNanos() / result.heldNanos(),
                (double) (last.residentKilobytes() - before) / Math.max(1, result.held()),
                before,
                last.residentKilobytes());
    }

    private static String percentiles(Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, max %.2f ms",
                histogram.percentile(0.5),
                histogram.percentile(0.99),
                histogram.max());
    }

    private static void line(PrintStream out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "%-12s  %s%n", name, String.format(Locale.ROOT, format, values));
    }
}
