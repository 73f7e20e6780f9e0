package ee.socketio.admin;

import ee.socketio.Arguments;
import ee.socketio.Connection;
import ee.socketio.DisconnectReason;
import ee.socketio.RawJson;
import ee.socketio.Socket;
import ee.socketio.engine.TrafficListener;
import ee.socketio.engine.TransportName;
import ee.socketio.server.SocketObserver;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the page of every socket, room and event: what development mode is about. */
final class SocketReports implements SocketObserver {
    private static final DateTimeFormatter ISO_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** A client that connect handlers have refused; the official server has no such case. */
    private static final String REFUSED = "refused";

    private final Audience audience;
    private final String ownNamespace;
    private final Clock clock;
    private final SocketMark.Maker marks = new SocketMark.Maker();

    /** The sockets that are there, and what the page knows of their data. */
    private final Map<Socket, Map<String, Object>> known = new ConcurrentHashMap<>();

    SocketReports(Audience audience, String ownNamespace, Clock clock) {
        this.audience = audience;
        this.ownNamespace = ownNamespace;
        this.clock = clock;
    }

    // ---- sockets

    @Override
    public void entered(Socket socket) {
        marks.mark(socket);
        String namespace = socket.namespace().name();
        if (!namespace.equals(ownNamespace)) {
            socket.prependAny(Socket.Listener.nonBlocking(
                    event -> tellOfEvent("event_received", socket, event.name(), event.arguments())));
            socket.prependAnyOutgoing((event, arguments) -> tellOfEvent("event_sent", socket, event, arguments));
        }
        SocketFacts facts = SocketFacts.entered(socket);
        known.put(socket, facts.data());
        audience.tell("room_joined", namespace, socket.id(), socket.id(), now());
        audience.tell("socket_connected", facts, now());
    }

    @Override
    public void disconnected(Socket socket, DisconnectReason reason) {
        gone(socket, reason.text());
    }

    @Override
    public void ended(Socket socket) {
        gone(socket, REFUSED);
    }

    private void gone(Socket socket, String reason) {
        if (known.remove(socket) != null) {
            String namespace = socket.namespace().name();
            audience.tell("socket_disconnected", namespace, socket.id(), reason, now());
            audience.tell("room_left", namespace, socket.id(), socket.id(), now());
        }
    }

    /** Tells what has changed in the sockets' data since the last time. */
    void tellOfData() {
        known.forEach((socket, before) -> {
            Map<String, Object> data = SocketFacts.data(socket.data());
            if (!data.equals(before) && known.replace(socket, before, data)) {
                audience.tell(
                        "socket_updated",
                        new DataChange(socket.id(), socket.namespace().name(), data));
            }
        });
    }

    private record DataChange(String id, String nsp, Map<String, Object> data) {}

    /** To be told when a connection is upgraded. */
    TrafficListener upgradesOf(Connection connection) {
        return new TrafficListener() {
            @Override
            public void upgraded(TransportName carrier) {
                for (Socket socket : connection.sockets()) {
                    if (known.containsKey(socket)) {
                        marks.mark(socket);
                        audience.tell(
                                "socket_updated",
                                new TransportChange(
                                        socket.id(), socket.namespace().name(), carrier.text()));
                    }
                }
            }
        };
    }

    private record TransportChange(String id, String nsp, String transport) {}

    // ---- rooms

    @Override
    public void joined(Socket socket, String room) {
        audience.tell("room_joined", socket.namespace().name(), room, socket.id(), now());
    }

    @Override
    public void left(Socket socket, String room) {
        audience.tell("room_left", socket.namespace().name(), room, socket.id(), now());
    }

    // ---- events

    private void tellOfEvent(String report, Socket socket, String event, Arguments arguments) {
        if (!audience.isPresent()) {
            return;
        }
        List<@Nullable Object> told = new ArrayList<>();
        told.add(event);
        for (int i = 0; i < arguments.size(); i++) {
            told.add(argument(arguments, i));
        }
        audience.tell(report, socket.namespace().name(), socket.id(), told, now());
    }

    /** As it came, unless there may be bytes in it: those travel apart. */
    private static @Nullable Object argument(Arguments arguments, int index) {
        String json = arguments.json(index);
        return json.contains("_placeholder") ? arguments.get(index, Object.class) : new RawJson(json);
    }

    private String now() {
        return ISO_MILLIS.format(clock.instant());
    }
}
