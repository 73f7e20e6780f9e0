package ee.socketio.wire.socket;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with clients that use {@code socket.io-msgpack-parser}: a packet is one map {@code {type, nsp, data, id}} in one
 * binary message, binary within it. It is transcoded from and to JSON with placeholders, so that nothing else needs to
 * know.
 *
 * <p>Stricter than the original in three things, for the sake of what lies above: namespaces start with a slash, names of
 * events must be names and not reserved ones, and the limits on attachments and depth hold.
 */
record MsgpackPacketParser(DecoderLimits limits) implements PacketParser {

    /** What we write ourselves may be as deep as the scanner goes. */
    private static final DecoderLimits OWN = new DecoderLimits(0, DecoderLimits.DEEPEST);

    /** Version 2 of the package, which goes with those clients, writes all packets but events and their answers as JSON. */
    @Override
    public boolean suitsRevision3() {
        return false;
    }

    @Override
    public Decoder newDecoder() {
        return new MsgpackDecoder(limits);
    }

    @Override
    public List<EnginePacket> event(String namespace, @Nullable String id, String json, List<byte[]> attachments) {
        return packet(SocketPacketType.EVENT, namespace, id, json, attachments);
    }

    @Override
    public List<EnginePacket> ack(String namespace, String id, String json, List<byte[]> attachments) {
        return packet(SocketPacketType.ACK, namespace, id, json, attachments);
    }

    @Override
    public List<EnginePacket> connect(String namespace, @Nullable String json) {
        return packet(SocketPacketType.CONNECT, namespace, null, json, List.of());
    }

    @Override
    public List<EnginePacket> disconnect(String namespace) {
        return packet(SocketPacketType.DISCONNECT, namespace, null, null, List.of());
    }

    @Override
    public List<EnginePacket> connectError(String namespace, String json) {
        return packet(SocketPacketType.CONNECT_ERROR, namespace, null, json, List.of());
    }

    private static List<EnginePacket> packet(
            SocketPacketType type,
            String namespace,
            @Nullable String id,
            @Nullable String json,
            List<byte[]> attachments) {
        MsgpackWriter writer = new MsgpackWriter(json == null ? 64 : json.length() + 64);
        writer.map(2 + (id == null ? 0 : 1) + (json == null ? 0 : 1));
        writer.string("type");
        writer.integer(type.code() - '0');
        writer.string("nsp");
        writer.string(namespace);
        if (id != null) {
            writer.string("id");
            writer.unsigned(Long.parseUnsignedLong(id));
        }
        if (json != null) {
            writer.string("data");
            if (attachments.isEmpty()) {
                writer.json(json, List.of(), attachments);
            } else {
                JsonArray array = JsonArray.parse(json, attachments.size(), OWN);
                writer.json(json, array.placeholders(), attachments);
            }
        }
        return List.of(new BinaryPacket(writer.bytes()));
    }
}
