package ee.socketio.it;

import ee.socketio.Ack;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the tutorial has no use for; {@code reference-server.mjs} has the same events. */
@NamespaceEndpoint("/conformance")
public class Conformance {

    /** Bytes as a member of something else. */
    @SuppressWarnings("ArrayRecordComponent") // what an application would write, never compared
    public record Picture(String name, byte[] content) {}

    private final List<Socket> held = new CopyOnWriteArrayList<>();
    private volatile Set<String> roomsOfTheLast = Set.of();

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

    @OnEvent
    void whisper(Namespace namespace, String room, String text) {
        namespace.to(room).asVolatile().emit("whispered", text);
    }

    @OnEvent
    void show(Namespace namespace, String room, byte[] bytes) {
        namespace.to(room).emit("said", bytes);
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

    @OnEvent("rooms_of_the_last")
    Set<String> roomsOfTheLast() {
        return roomsOfTheLast;
    }

    /** Keeps its thread for that long. */
    @OnEvent
    void block(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** As many events from each of as many threads at the same time: {@code drop} with the thread and its count. */
    @OnEvent
    void flood(Socket socket, int threads, int events) throws InterruptedException {
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(
                        () -> IntStream.range(0, events).forEach(event -> socket.emit("drop", thread, event))))
                .toList();
        all.forEach(Thread::start);
        for (Thread each : all) {
            each.join();
        }
    }

    /** Keeps the socket, also when it has gone. */
    @OnEvent
    void hold(Socket socket) {
        held.add(socket);
    }

    /** Emits to all that were ever kept. */
    @OnEvent("emit_to_held")
    void emitToHeld(int events) {
        IntStream.range(0, events).forEach(event -> held.forEach(socket -> socket.emit("drop", event)));
    }

    @OnDisconnect
    void gone(Socket socket) {
        roomsOfTheLast = socket.rooms().stream()
                .filter(room -> !room.equals(socket.id()))
                .collect(Collectors.toUnmodifiableSet());
        socket.join("ghosts");
    }
}
