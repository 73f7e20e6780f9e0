package ee.socketio.admin;

import ee.socketio.Handshake;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A socket as the page is told of it. */
record SocketFacts(
        String id,
        String clientId,
        String transport,
        String nsp,
        Map<String, Object> data,
        Opening handshake,
        Collection<String> rooms) {

    /** Headers that would let whoever reads them act as the client. */
    private static final Set<String> SECRETS = Set.of("cookie", "authorization", "proxy-authorization");

    /** The client's {@code auth} is not told. */
    record Opening(
            String address,
            Map<String, String> headers,
            Map<String, String> query,
            long issued,
            boolean secure,
            String time,
            String url,
            boolean xdomain) {
        static Opening of(Handshake handshake) {
            Map<String, String> headers = new TreeMap<>();
            handshake
                    .headers()
                    .forEach((name, values) ->
                            headers.put(name, SECRETS.contains(name) ? "…" : String.join(", ", values)));
            return new Opening(
                    handshake.address(),
                    headers,
                    handshake.query(),
                    handshake.time().toEpochMilli(),
                    handshake.secure(),
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(handshake.time().atOffset(ZoneOffset.UTC)),
                    handshake.url(),
                    handshake.xdomain());
        }
    }

    /** One that has just entered: what it joins, it is said to join later. */
    static SocketFacts entered(Socket socket) {
        return of(socket.id(), socket.namespace().name(), socket.data(), socket.handshake(), List.of(socket.id()));
    }

    static SocketFacts of(String namespace, RemoteSocket socket) {
        return of(socket.id(), namespace, socket.data(), socket.handshake(), socket.rooms());
    }

    private static SocketFacts of(
            String id, String namespace, Map<String, Object> data, Handshake handshake, Collection<String> rooms) {
        SocketMark mark = SocketMark.in(data);
        return new SocketFacts(
                id, mark.clientId(), mark.transport(), namespace, data(data), Opening.of(handshake), rooms);
    }

    /** The application's data of a socket. What JSON has no words for is told by its {@code toString}. */
    static Map<String, Object> data(Map<String, Object> data) {
        Map<String, Object> shown = new LinkedHashMap<>();
        data.forEach((name, value) -> {
            if (!name.equals(SocketMark.KEY)) {
                shown.put(name, Plain.of(value));
            }
        });
        return shown;
    }
}
