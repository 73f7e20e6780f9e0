package ee.socketio.admin;

import ee.socketio.Connection;
import ee.socketio.NamespaceRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How one server is, as the page is told.
 *
 * @param uptime in seconds
 * @param clientsCount connections, those that belong to no namespace included
 * @param aggregatedEvents see {@link TrafficCounts#take}
 */
record ServerStats(
        String serverId,
        String hostname,
        long pid,
        double uptime,
        int clientsCount,
        long pollingClientsCount,
        List<Map<String, Object>> aggregatedEvents,
        List<NamespaceCount> namespaces) {

    record NamespaceCount(String name, int socketsCount) {}

    /** Knows the server. */
    static final class Source {
        private final NamespaceRegistry server;
        private final TrafficCounts counts;
        private final Clock clock;
        private final Instant started;
        private final String hostname = hostname();
        private final long pid = ProcessHandle.current().pid();
        private final String serverId;

        Source(NamespaceRegistry server, AdminOptions options, TrafficCounts counts, Clock clock) {
            this.server = server;
            this.counts = counts;
            this.clock = clock;
            started = clock.instant();
            serverId = options.serverId().orElse(hostname + "#" + pid);
        }

        private static String hostname() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }

        /** How it is now, and what has been counted since the last call. */
        ServerStats take() {
            Collection<Connection> connections = server.connections().all();
            return new ServerStats(
                    serverId,
                    hostname,
                    pid,
                    Duration.between(started, clock.instant()).toMillis() / 1000.0,
                    connections.size(),
                    connections.stream()
                            .filter(connection -> connection.transport().equals("polling"))
                            .count(),
                    counts.take(),
                    server.namespaces().stream()
                            .map(namespace -> new NamespaceCount(
                                    namespace.name(),
                                    namespace.local().sockets().size()))
                            .toList());
        }
    }
}
