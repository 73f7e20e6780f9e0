package ee.socketio.micro;

import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that takes all it is sent at once and keeps the last packet alone. */
final class Bystander implements Transport {
    private @Nullable EnginePacket last;

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
            for (EnginePacket packet : message.packets()) {
                last = packet;
            }
        }
        completion.sent();
    }

    @Override
    public void close(Farewell farewell) {
        last = null;
    }

    /** What came last. */
    EnginePacket last() {
        EnginePacket packet = last;
        if (packet == null) {
            throw new IllegalStateException("nothing has come");
        }
        return packet;
    }
}
