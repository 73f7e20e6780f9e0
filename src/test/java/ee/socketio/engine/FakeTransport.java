package ee.socketio.engine;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.TextPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A transport whose peer is the test. A polling one takes a burst for each {@link #poll}; what it takes is settled at
 * once, unless the test does that {@linkplain #settlingByHand itself}.
 */
final class FakeTransport implements Transport {
    private final TransportName name;
    private final List<String> bursts = new ArrayList<>();
    private boolean prefersPatience;
    private boolean isPatient;
    private boolean polled;
    private boolean byHand;
    private Completion pending;
    private Farewell farewell;

    private FakeTransport(TransportName name) {
        this.name = name;
    }

    /** With its first GET, that of the handshake. */
    static FakeTransport polling() {
        FakeTransport transport = new FakeTransport(TransportName.POLLING);
        transport.polled = true;
        return transport;
    }

    static FakeTransport webSocket() {
        return new FakeTransport(TransportName.WEBSOCKET);
    }

    /** One that does better on threads that may wait; what it takes from them begins with {@code patiently:}. */
    static FakeTransport patientWebSocket() {
        FakeTransport transport = webSocket();
        transport.prefersPatience = true;
        return transport;
    }

    FakeTransport settlingByHand() {
        byHand = true;
        return this;
    }

    void settlingAtOnce() {
        byHand = false;
    }

    /** A GET comes. */
    void poll(EngineSession session) {
        polled = true;
        session.drain();
    }

    /** What has been sent since the last call, a string each burst, packets separated by spaces. */
    List<String> taken() {
        List<String> taken = List.copyOf(bursts);
        bursts.clear();
        return taken;
    }

    Completion pending() {
        Completion completion = pending;
        pending = null;
        return completion;
    }

    Farewell farewell() {
        return farewell;
    }

    @Override
    public TransportName name() {
        return name;
    }

    @Override
    public boolean writable() {
        return name == TransportName.WEBSOCKET || polled;
    }

    @Override
    public void send(List<OutboundMessage> burst, Completion completion) {
        if (pending != null) {
            throw new AssertionError("a burst before the last one was settled");
        }
        polled = false;
        bursts.add(burst.stream()
                .flatMap(message -> message.packets().stream())
                .map(FakeTransport::text)
                .collect(Collectors.joining(" ", isPatient ? "patiently: " : "", "")));
        if (byHand) {
            pending = completion;
        } else {
            completion.sent();
        }
    }

    @Override
    public boolean prefersPatience() {
        return prefersPatience;
    }

    @Override
    public void sendPatiently(List<OutboundMessage> burst, Completion completion) {
        isPatient = prefersPatience;
        try {
            send(burst, completion);
        } finally {
            isPatient = false;
        }
    }

    private static String text(EnginePacket packet) {
        return packet instanceof BinaryPacket binary ? binary.data().length + " bytes" : ((TextPacket) packet).frame();
    }

    @Override
    public void close(Farewell how) {
        if (farewell == null) {
            farewell = how;
        }
        polled = false;
    }
}
