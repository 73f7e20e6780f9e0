package ee.socketio.wire.socket;

import static ee.socketio.wire.socket.PacketDecoder.refused;

import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the maps of {@link MsgpackPacketParser}. Nothing is ever outstanding: a message is a packet. */
record MsgpackDecoder(DecoderLimits limits) implements PacketParser.Decoder {

    @Override
    public SocketPacket text(String frame, int offset) {
        throw refused("got plaintext data: " + ProtocolException.excerpt(frame) + " (expected: a binary message)");
    }

    @Override
    public SocketPacket binary(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data);
        try {
            SocketPacket packet = packet(in);
            if (in.hasRemaining()) {
                throw refused("invalid payload: " + in.remaining() + " trailing bytes");
            }
            return packet;
        } catch (BufferUnderflowException cut) {
            throw refused("invalid payload: cut off behind " + data.length + " bytes");
        }
    }

    private SocketPacket packet(ByteBuffer in) {
        String type = "none";
        String namespace = null;
        String id = null;
        MsgpackReader data = null;
        for (int entries = MsgpackReader.map(in); entries > 0; entries--) {
            String key = read(in).json();
            MsgpackReader value = read(in);
            switch (key) {
                case "\"type\"" -> type = value.json();
                case "\"nsp\"" -> namespace = namespace(value.json());
                case "\"id\"" -> id = value.undefined() ? null : id(value.json());
                case "\"data\"" -> data = value.undefined() ? null : value;
                default -> {
                    // The options of a client's emit travel along.
                }
            }
        }
        if (namespace == null) {
            throw refused("invalid namespace: none (expected: a string)");
        }
        return packet(type, namespace, id, data);
    }

    private MsgpackReader read(ByteBuffer in) {
        return new MsgpackReader(in, limits);
    }

    private static SocketPacket packet(
            String type, String namespace, @Nullable String id, @Nullable MsgpackReader data) {
        return switch (type) {
            case "0" -> new SocketPacket.Connect(namespace, data == null ? null : plain(data, "{"));
            case "1" -> {
                if (data != null) {
                    throw refused("invalid payload: with DISCONNECT (expected: none)");
                }
                yield new SocketPacket.Disconnect(namespace);
            }
            case "2" -> {
                MsgpackReader event = required(data);
                yield new SocketPacket.Event(namespace, id, PacketDecoder.named(event.array()), event.attachments());
            }
            case "3" -> {
                MsgpackReader ack = required(data);
                yield new SocketPacket.Ack(namespace, id, ack.array(), ack.attachments());
            }
            case "4" -> new SocketPacket.ConnectError(namespace, plain(required(data), "{\""));
            default ->
                throw refused("invalid packet type: " + ProtocolException.excerpt(type)
                        + " (expected: an integer from 0 to 4)");
        };
    }

    private static MsgpackReader required(@Nullable MsgpackReader data) {
        if (data == null) {
            throw refused("invalid payload: none");
        }
        return data;
    }

    /** A payload that starts with one of these characters and has no attachments. */
    private static String plain(MsgpackReader data, String starts) {
        String json = data.json();
        if (starts.indexOf(json.charAt(0)) < 0 || !data.attachments().isEmpty()) {
            throw refused("invalid payload: " + ProtocolException.excerpt(json) + " (expected: an object)");
        }
        return json;
    }

    private static String namespace(String json) {
        if (!json.startsWith("\"/")) {
            throw refused("invalid namespace: " + ProtocolException.excerpt(json) + " (expected: a slash and a name)");
        }
        return Json.unquote(json, 0, json.length());
    }

    private static String id(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (json.charAt(i) < '0' || json.charAt(i) > '9') {
                throw refused("invalid packet id: " + ProtocolException.excerpt(json) + " (expected: an integer >= 0)");
            }
        }
        return json;
    }
}
