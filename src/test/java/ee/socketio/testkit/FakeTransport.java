package ee.socketio.testkit;

import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.TextPacket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Records the frames that a client gets; {@code <0a ff>} stands for bytes. */
public final class FakeTransport implements Transport {
    public static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    public final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    public final AtomicReference<Farewell> farewell = new AtomicReference<>();

    /** Of the messages as they were handed over, for those who look for identity. */
    public final List<OutboundMessage> messages = new CopyOnWriteArrayList<>();

    private final TransportName name;
    public volatile boolean writable = true;
    public volatile boolean settles = true;

    FakeTransport(TransportName name) {
        this.name = name;
    }

    @Override
    public TransportName name() {
        return name;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void send(List<OutboundMessage> burst, Completion completion) {
        for (OutboundMessage message : burst) {
            messages.add(message);
            message.packets().forEach(packet -> frames.add(frame(packet)));
        }
        if (settles) {
            completion.sent();
        }
    }

    private static String frame(EnginePacket packet) {
        if (packet instanceof TextPacket text) {
            return text.frame();
        }
        return '<' + HEX.formatHex(((BinaryPacket) packet).data()) + '>';
    }

    @Override
    public void close(Farewell how) {
        farewell.compareAndSet(null, how);
    }
}
