package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.PacketParser;
import ee.socketio.wire.socket.SocketPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client in the same process writes and reads: the packets of the wire, with values bound as the server binds
 * them. Belongs to one connection; reading is not thread-safe.
 */
public final class ClientCodec {
    private static final DecoderLimits LIMITS = new DecoderLimits(Integer.MAX_VALUE, DecoderLimits.DEEPEST);

    private final JsonBinding binding;
    private final PacketParser parser;
    private final PacketParser.Decoder decoder = PacketParser.json(LIMITS).newDecoder();

    /** A codec for a new connection to this server, which parses JSON. */
    public ClientCodec(SocketServer server) {
        binding = server.binding();
        parser = server.parser();
    }

    /** Asks to join a namespace; without a payload when {@code auth} is null. */
    public List<EnginePacket> connect(String namespace, @Nullable Object auth) {
        return parser.connect(namespace, auth == null ? null : binding.alone(auth));
    }

    /** An event; {@code id} asks for an acknowledgement. Its name may be any. */
    public List<EnginePacket> event(String namespace, @Nullable String id, String name, @Nullable Object... args) {
        EncodedArguments encoded = binding.event(name, args);
        return parser.event(namespace, id, encoded.json(), encoded.attachments());
    }

    /** Answers an event. */
    public List<EnginePacket> ack(String namespace, String id, @Nullable Object... values) {
        EncodedArguments encoded = binding.acknowledgement(values);
        return parser.ack(namespace, id, encoded.json(), encoded.attachments());
    }

    /** Leaves a namespace. */
    public List<EnginePacket> disconnect(String namespace) {
        return parser.disconnect(namespace);
    }

    /** Takes the next text frame; null while attachments are outstanding. */
    public @Nullable SocketPacket text(String frame) {
        return decoder.text(frame, 1);
    }

    /** Takes the next attachment; null while more are outstanding. */
    public @Nullable SocketPacket binary(byte[] data) {
        return decoder.binary(data);
    }

    /** What came with an event. */
    public Arguments arguments(SocketPacket.Event packet) {
        return new ReceivedArguments(binding, packet.args(), 1, packet.attachments());
    }

    /** What came with an acknowledgement. */
    public Arguments arguments(SocketPacket.Ack packet) {
        return new ReceivedArguments(binding, packet.args(), 0, packet.attachments());
    }

    /** A payload that is one JSON value: null when there is none. */
    public Arguments argument(@Nullable String json) {
        JsonArray array = json == null ? JsonArray.EMPTY : JsonArray.parse("[" + json + "]", LIMITS);
        return new ReceivedArguments(binding, array, 0, List.of());
    }
}
