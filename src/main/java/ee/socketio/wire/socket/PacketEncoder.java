package ee.socketio.wire.socket;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets as Engine.IO messages: {@code 451-/chat,7["file",{"_placeholder":true,"num":0}]}, each text built once
 * with Engine.IO's leading 4 in it, then the attachments. Socket.IO protocol, "Packet encoding".
 *
 * <p>JSON is taken as it is: the caller vouches for it, and for placeholders that number the attachments from 0.
 */
public final class PacketEncoder {

    /** Digits of an attachment count and of our own ids, with separators: enough that a builder seldom grows. */
    private static final int HEADER = 32;

    private PacketEncoder() {}

    /** Writes any packet. */
    public static List<EnginePacket> encode(SocketPacket packet) {
        if (packet instanceof SocketPacket.Event event) {
            return event(event.namespace(), event.id(), event.args().json(), event.attachments());
        } else if (packet instanceof SocketPacket.Ack ack) {
            return ack(ack.namespace(), ack.id(), ack.args().json(), ack.attachments());
        } else if (packet instanceof SocketPacket.Connect connect) {
            return List.of(connect(connect.namespace(), connect.json()));
        } else if (packet instanceof SocketPacket.ConnectError error) {
            return List.of(connectError(error.namespace(), error.json()));
        }
        return List.of(disconnect(packet.namespace()));
    }

    /**
     * An event.
     *
     * @param id digits under which an acknowledgement is wanted, or null
     * @param json the array of name and arguments
     * @param attachments not copied
     * @return the message and its attachments, unmodifiable
     */
    public static List<EnginePacket> event(
            String namespace, @Nullable String id, String json, List<byte[]> attachments) {
        SocketPacketType type = attachments.isEmpty() ? SocketPacketType.EVENT : SocketPacketType.BINARY_EVENT;
        return withAttachments(type, namespace, id, json, attachments);
    }

    /** The answer to an event; as {@link #event}, the array without a name. */
    public static List<EnginePacket> ack(String namespace, @Nullable String id, String json, List<byte[]> attachments) {
        SocketPacketType type = attachments.isEmpty() ? SocketPacketType.ACK : SocketPacketType.BINARY_ACK;
        return withAttachments(type, namespace, id, json, attachments);
    }

    /** Asks to join a namespace or confirms that, with an object or without payload (null). */
    public static TextPacket connect(String namespace, @Nullable String json) {
        return text(SocketPacketType.CONNECT, 0, namespace, null, json);
    }

    /** Leaves a namespace. */
    public static TextPacket disconnect(String namespace) {
        return text(SocketPacketType.DISCONNECT, 0, namespace, null, null);
    }

    /** A namespace could not be joined; the payload is an object, in revision 4 any value. */
    public static TextPacket connectError(String namespace, @Nullable String json) {
        return text(SocketPacketType.CONNECT_ERROR, 0, namespace, null, json);
    }

    private static List<EnginePacket> withAttachments(
            SocketPacketType type, String namespace, @Nullable String id, String json, List<byte[]> attachments) {
        TextPacket header = text(type, attachments.size(), namespace, id, json);
        if (attachments.isEmpty()) {
            return List.of(header);
        }
        List<EnginePacket> packets = new ArrayList<>(attachments.size() + 1);
        packets.add(header);
        for (byte[] attachment : attachments) {
            packets.add(new BinaryPacket(attachment));
        }
        return Collections.unmodifiableList(packets);
    }

    private static TextPacket text(
            SocketPacketType type, int attachments, String namespace, @Nullable String id, @Nullable String json) {
        int length = HEADER + namespace.length() + (json == null ? 0 : json.length());
        StringBuilder frame = new StringBuilder(length);
        frame.append(PacketType.MESSAGE.code()).append(type.code());
        if (attachments > 0) {
            frame.append(attachments).append('-');
        }
        if (!namespace.equals("/")) {
            frame.append(namespace).append(',');
        }
        if (id != null) {
            frame.append(id);
        }
        if (json != null) {
            frame.append(json);
        }
        return new TextPacket(PacketType.MESSAGE, frame.toString());
    }
}
