package ee.socketio.it;

import ee.socketio.Ack;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tutorial has no use for; {@code reference-server.mjs} has the same events. */
@NamespaceEndpoint("/conformance")
public class Conformance {

    /** Bytes as a member of something else. */
    @SuppressWarnings("ArrayRecordComponent") // what an application would write, never compared
    public record Picture(String name, byte[] content) {}

    @OnEvent
    void join(Socket socket, String room) {
        socket.join(room);
    }

    @OnEvent
    void leave(Socket socket, String room) {
        socket.leave(room);
    }

    @OnEvent
    Set<String> rooms(Socket socket) {
        return socket.rooms();
    }

    @OnEvent
    void say(Namespace namespace, String room, String text) {
        namespace.to(room).emit("said", text);
    }

    @OnEvent("close_room")
    void closeRoom(Namespace namespace, String room) {
        namespace.in(room).socketsLeave(room);
    }

    @OnEvent
    int members(Namespace namespace, String room) {
        return namespace.in(room).sockets().size();
    }

    @OnEvent
    Ack.Values binary(Socket socket, byte[] first, Picture picture, ByteBuffer last) {
        socket.emit("binary", first, picture, last.duplicate());
        return Ack.of(first, picture, last);
    }

    @OnEvent
    void nothing() {}

    @OnEvent
    String one() {
        return "x";
    }

    @OnEvent
    Ack.Values several() {
        return Ack.of("one", 2);
    }

    @OnEvent
    List<String> list() {
        return List.of("a", "b");
    }

    @OnEvent
    Map<String, String> map() {
        return Map.of("k", "x");
    }

    @OnEvent
    byte[] bytes() {
        return new byte[] {1, 2, 3};
    }
}
