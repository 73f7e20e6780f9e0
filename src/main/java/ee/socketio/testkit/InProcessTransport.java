package ee.socketio.testkit;

import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.EnginePacket;
import java.util.List;
import java.util.function.Consumer;

/** Hands packets to a client in the same process, on the thread that sends them. */
final class InProcessTransport implements Transport {
    private final Consumer<EnginePacket> receiver;
    private final Runnable end;

    InProcessTransport(Consumer<EnginePacket> receiver, Runnable end) {
        this.receiver = receiver;
        this.end = end;
    }

    /** A WebSocket is what it is most like. */
    @Override
    public TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void send(List<OutboundMessage> burst, Completion completion) {
        for (OutboundMessage message : burst) {
            message.packets().forEach(receiver);
        }
        completion.sent();
    }

    @Override
    public void close(Farewell how) {
        end.run();
    }
}
