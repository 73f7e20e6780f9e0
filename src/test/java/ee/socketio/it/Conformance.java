package ee.socketio.it;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.DisconnectReason;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
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
    private final Map<String, Left> left = remembering();
    private final Map<String, Answer> answers = remembering();

    /** What a client may say when it connects. */
    public record Credentials(String token) {}

    /** What came of a question, and how long that took. */
    public record Answer(String answer, long millis) {}

    private record Left(DisconnectReason reason, Set<String> rooms) {}

    /** Of the last hundred only: whatever else remains of those who left is the server's fault. */
    private static <V> Map<String, V> remembering() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > 100;
            }
        });
    }

    @OnConnect
    void connected(Socket socket, Handshake handshake) {
        String token = handshake.auth(Credentials.class).token();
        socket.data().put("token", token == null ? "nobody" : token);
        socket.emit("welcome", socket.data().get("token"));
    }

    @OnEvent
    Object token(Socket socket) {
        return socket.data().get("token");
    }

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

    /** To those in some rooms or to everybody, but not to those in others, and maybe not to the one who asks. */
    @OnEvent
    void tell(
            Socket socket,
            Namespace namespace,
            List<String> rooms,
            List<String> except,
            boolean othersOnly,
            String text) {
        BroadcastOperator told = othersOnly ? socket.broadcast() : namespace;
        for (String room : rooms) {
            told = told.to(room);
        }
        for (String room : except) {
            told = told.except(room);
        }
        told.emit("said", text);
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

    @OnEvent("rooms_left")
    Set<String> roomsLeft(String id) {
        return left.get(id).rooms();
    }

    @OnEvent("reason_of")
    Optional<String> reasonOf(String id) {
        return Optional.ofNullable(left.get(id)).map(gone -> gone.reason().text());
    }

    @OnEvent
    void kick(Socket socket, boolean close) {
        socket.disconnect(close);
    }

    @OnEvent("ask_me")
    CompletionStage<Answer> askMe(Socket socket, String text, long millis) {
        long started = System.nanoTime();
        return socket.timeout(Duration.ofMillis(millis))
                .emitWithAck("question", text)
                .handle((arguments, failure) -> failure == null ? arguments.get(0, String.class) : "none")
                .thenApply(answer -> {
                    Answer complete = new Answer(answer, (System.nanoTime() - started) / 1_000_000);
                    answers.put(socket.id(), complete);
                    return complete;
                });
    }

    /** Asks, and does not wait for the answer. */
    @OnEvent("ask_nobody")
    void askNobody(Socket socket) {
        CompletionStage<Arguments> unused = socket.emitWithAck("question", "anybody");
    }

    @OnEvent("last_answer")
    Optional<Answer> lastAnswer(String id) {
        return Optional.ofNullable(answers.get(id));
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
    void gone(Socket socket, DisconnectReason reason) {
        Set<String> rooms = socket.rooms().stream()
                .filter(room -> !room.equals(socket.id()))
                .collect(Collectors.toUnmodifiableSet());
        left.put(socket.id(), new Left(reason, rooms));
        socket.join("ghosts");
    }
}
