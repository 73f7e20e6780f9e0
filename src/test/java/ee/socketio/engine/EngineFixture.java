package ee.socketio.engine;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.FrameCodec;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.QueryString;
import ee.socketio.wire.engine.TextPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server with a clock that stands still until the test moves it, and ping interval and timeout of 1 s each. */
final class EngineFixture {
    static final int MAX_QUEUE_BYTES = 10_000;

    /** What the session has told the rooms above it. */
    static final class Seen implements SessionListener {
        final List<String> events = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void opened() {
            events.add("opened");
        }

        @Override
        public void text(TextPacket packet) {
            events.add(packet.data());
        }

        @Override
        public void binary(BinaryPacket packet) {
            events.add(packet.data().length + " bytes");
        }

        @Override
        public void dropping() {
            events.add("dropping");
        }

        @Override
        public void overflowed() {
            events.add("overflowed");
        }

        @Override
        public void closed(CloseReason reason, String description) {
            events.add(reason.text() + (description == null ? "" : ": " + description));
        }
    }

    final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    final Sweeper sweeper = new Sweeper(clock::get);
    final Seen seen = new Seen();
    final EngineServer server;

    EngineFixture() {
        this(options(MAX_QUEUE_BYTES));
    }

    EngineFixture(EngineOptions options) {
        this(options, Runnable::run);
    }

    EngineFixture(EngineOptions options, Executor executor) {
        server = new EngineServer(options, EngineHooks.NONE, sweeper, executor, session -> seen);
    }

    static EngineOptions options(int maxQueueBytes) {
        return options(maxQueueBytes, QueuePolicy.DISCONNECT, "");
    }

    static EngineOptions options(int maxQueueBytes, QueuePolicy policy, String initialPacket) {
        return new EngineOptions(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1_000_000,
                maxQueueBytes,
                policy,
                Set.of(TransportName.POLLING, TransportName.WEBSOCKET),
                true,
                true,
                false,
                initialPacket,
                EngineOptions.SOME_WAITING);
    }

    static EngineRequest request(String query) {
        return new EngineRequest(
                "GET", "/socket.io/?" + query, QueryString.parse(query), Map.of(), "127.0.0.1", false, null);
    }

    /** A session whose OPEN packet has been taken. */
    EngineSession open(FakeTransport transport) {
        return open(transport, EngineRevision.V4);
    }

    EngineSession open(FakeTransport transport, EngineRevision revision) {
        EngineSession session = server.open(request(""), new Admission.Handshake(revision, server.newId()), transport);
        transport.taken();
        seen.events.clear();
        return session;
    }

    /** Time passes, and the sweeper looks at every millisecond of it. */
    void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            sweeper.sweep(clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    static OutboundMessage message(String data) {
        return OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, data)), true);
    }

    static OutboundMessage volatileMessage(String data) {
        return OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, data)), true, true);
    }

    static void receive(EngineSession session, Transport over, String frame) {
        session.received(over, FrameCodec.decode(frame, session.revision()));
    }
}
