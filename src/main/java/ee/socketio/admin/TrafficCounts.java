package ee.socketio.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has happened how often since the page was told the last time, second by second. Thread-safe. */
final class TrafficCounts {
    private final Clock clock;
    private final Map<Fact, Long> counts = new ConcurrentHashMap<>();

    /**
     * @param type in the words of the page, for example {@code bytesIn}
     * @param subType more about it, for example why a connection has ended; or nothing
     */
    private record Fact(Instant second, String type, String subType) {}

    TrafficCounts(Clock clock) {
        this.clock = clock;
    }

    void add(String type, long count) {
        add(type, "", count);
    }

    void add(String type, String subType, long count) {
        counts.merge(new Fact(clock.instant().truncatedTo(ChronoUnit.SECONDS), type, subType), count, Long::sum);
    }

    /** Takes them all, as the page's {@code aggregatedEvents}; the oldest first. */
    List<Map<String, Object>> take() {
        List<Map<String, Object>> taken = new ArrayList<>();
        counts.keySet().stream()
                .sorted(Comparator.comparing(Fact::second).thenComparing(Fact::type))
                .forEach(fact -> {
                    Long count = counts.remove(fact);
                    if (count != null) {
                        taken.add(shown(fact, count));
                    }
                });
        return taken;
    }

    private static Map<String, Object> shown(Fact fact, long count) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("timestamp", fact.second.toEpochMilli());
        shown.put("type", fact.type);
        if (!fact.subType.isEmpty()) {
            shown.put("subType", fact.subType);
        }
        shown.put("count", count);
        return shown;
    }
}
