package ee.socketio.it.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.SessionListener;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Makes sessions send back what comes and close on {@code close}, and remembers how they ended. */
final class Echoes {
    private final Map<String, CompletableFuture<String>> closings = new ConcurrentHashMap<>();

    SessionListener create(EngineSession session) {
        return new Echo(session);
    }

    /** How a session ends: reason and description. */
    String closing(String sid) {
        return end(sid).completeOnTimeout("the session goes on", 10, TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<String> end(String sid) {
        return closings.computeIfAbsent(sid, id -> new CompletableFuture<>());
    }

    static OutboundMessage message(String data) {
        return OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, data)), true);
    }

    private final class Echo implements SessionListener {
        private final EngineSession session;

        Echo(EngineSession session) {
            this.session = session;
        }

        @Override
        public void opened() {}

        @Override
        public void text(TextPacket packet) {
            if (packet.frame().equals("4close")) {
                session.close();
            } else {
                session.send(OutboundMessage.of(List.of(packet), true));
            }
        }

        @Override
        public void binary(BinaryPacket packet) {
            session.send(OutboundMessage.of(List.of(packet), true));
        }

        @Override
        public void closed(CloseReason reason, String description) {
            end(session.id()).complete(reason.text() + (description == null ? "" : ": " + description));
        }
    }
}
