package ee.socketio.server;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.Namespace.ServerSideListener;
import ee.socketio.ServerSideEvent;
import ee.socketio.adapter.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an application wants to be told by the other servers. Thread-safe. */
final class ServerSideListeners {
    private static final Set<String> RESERVED = Set.of("connect", "connection", "new_namespace");

    private final Map<String, List<ServerSideListener>> events = new ConcurrentHashMap<>(0);

    /**
     * The name, if servers may send it.
     *
     * @throws IllegalArgumentException when it is reserved
     */
    static String allowed(String event) {
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException('"' + event
                    + "\" is a reserved event name, no server can send it (expected: onConnect or onNewNamespace)");
        }
        return event;
    }

    void on(String event, ServerSideListener listener) {
        events.computeIfAbsent(allowed(event), name -> new CopyOnWriteArrayList<>())
                .add(listener);
    }

    void off(String event, ServerSideListener listener) {
        of(event).remove(listener);
    }

    List<ServerSideListener> of(String event) {
        return events.getOrDefault(event, List.of());
    }

    /** An event as listeners see it. */
    record Received(String name, Arguments arguments, Ack ack) implements ServerSideEvent {}

    /**
     * The answer that another server wants.
     *
     * @param reply empty when it wants none
     */
    record Reply(SocketServer server, Optional<Consumer<Answer>> reply, AtomicBoolean sent) implements Ack {

        static Reply to(SocketServer server, Optional<Consumer<Answer>> reply) {
            return new Reply(server, reply, new AtomicBoolean());
        }

        @Override
        public boolean isRequested() {
            return reply.isPresent();
        }

        @Override
        public void send(@Nullable Object... values) {
            if (reply.isEmpty() || sent.get()) {
                return;
            }
            EncodedArguments encoded = server.binding().acknowledgement(values);
            Answer answer = new Answer(server.parse(encoded.json(), encoded.attachments()), encoded.attachments());
            if (sent.compareAndSet(false, true)) {
                reply.get().accept(answer);
            }
        }
    }
}
