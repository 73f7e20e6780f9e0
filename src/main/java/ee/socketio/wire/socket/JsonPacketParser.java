package ee.socketio.wire.socket;

import ee.socketio.wire.engine.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link PacketEncoder} and {@link PacketDecoder} behind the seam. */
record JsonPacketParser(DecoderLimits limits) implements PacketParser {

    @Override
    public boolean suitsRevision3() {
        return true;
    }

    @Override
    public Decoder newDecoder() {
        return new PacketDecoder(limits);
    }

    @Override
    public List<EnginePacket> event(String namespace, @Nullable String id, String json, List<byte[]> attachments) {
        return PacketEncoder.event(namespace, id, json, attachments);
    }

    @Override
    public List<EnginePacket> ack(String namespace, String id, String json, List<byte[]> attachments) {
        return PacketEncoder.ack(namespace, id, json, attachments);
    }

    @Override
    public List<EnginePacket> connect(String namespace, @Nullable String json) {
        return List.of(PacketEncoder.connect(namespace, json));
    }

    @Override
    public List<EnginePacket> disconnect(String namespace) {
        return List.of(PacketEncoder.disconnect(namespace));
    }

    @Override
    public List<EnginePacket> connectError(String namespace, String json) {
        return List.of(PacketEncoder.connectError(namespace, json));
    }
}
