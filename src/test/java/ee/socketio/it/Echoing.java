package ee.socketio.it;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.Handshake;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.json.JsonValue;
import java.util.stream.IntStream;

/** The application that the protocol's own suite of tests asks for: it says what it was told. */
public abstract class Echoing {

    /** In the main namespace. */
    @NamespaceEndpoint("/")
    public static class Main extends Echoing {}

    /** In another one. */
    @NamespaceEndpoint("/custom")
    public static class Custom extends Echoing {}

    @OnConnect
    void connected(Socket socket, Handshake handshake) {
        socket.emit("auth", handshake.auth(JsonValue.class));
    }

    @OnEvent
    void message(Socket socket, Arguments arguments) {
        socket.emit("message-back", values(arguments));
    }

    @OnEvent("message-with-ack")
    Ack.Values messageWithAck(Arguments arguments) {
        return Ack.of(values(arguments));
    }

    private static Object[] values(Arguments arguments) {
        return IntStream.range(0, arguments.size())
                .mapToObj(index -> arguments.get(index, Object.class))
                .toArray();
    }
}
