package ee.socketio.wire.socket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO packet, attachments included.
 *
 * <p>Namespaces start with a slash and are compared verbatim ({@link NamespaceAddress} for revision 4). JSON texts have
 * been validated. Attachments are neither copied nor to be changed, as in
 * {@link ee.socketio.wire.engine.BinaryPacket}; the lists are unmodifiable.
 */
public sealed interface SocketPacket {

    /** What the packet is for; the binary types exactly when there are attachments. */
    SocketPacketType type();

    /** The namespace it belongs to, {@code "/"} when the wire names none. */
    String namespace();

    /**
     * Asks to join a namespace, or confirms that.
     *
     * @param json the payload, a JSON object; null when there is none
     */
    record Connect(String namespace, @Nullable String json) implements SocketPacket {
        @Override
        public SocketPacketType type() {
            return SocketPacketType.CONNECT;
        }
    }

    /** Leaves a namespace. */
    record Disconnect(String namespace) implements SocketPacket {
        @Override
        public SocketPacketType type() {
            return SocketPacketType.DISCONNECT;
        }
    }

    /**
     * An event.
     *
     * @param id the digits under which the sender wants an acknowledgement, to be given back as they are; null when it
     *     wants none
     * @param args the name, then the arguments; empty when the packet has no payload, which is valid
     * @param attachments in order of their numbers
     */
    record Event(String namespace, @Nullable String id, JsonArray args, List<byte[]> attachments)
            implements SocketPacket {
        @Override
        public SocketPacketType type() {
            return attachments.isEmpty() ? SocketPacketType.EVENT : SocketPacketType.BINARY_EVENT;
        }

        /** The event's name; a number counts as its text. Null when the packet has no payload. */
        public @Nullable String name() {
            if (args.size() == 0) {
                return null;
            }
            return args.isString(0) ? args.string(0) : args.json(0);
        }
    }

    /**
     * The answer to an event.
     *
     * @param id the digits of the event's id; null when they are missing, and then nothing is waiting for it
     * @param args the answer's values
     * @param attachments in order of their numbers
     */
    record Ack(String namespace, @Nullable String id, JsonArray args, List<byte[]> attachments)
            implements SocketPacket {
        @Override
        public SocketPacketType type() {
            return attachments.isEmpty() ? SocketPacketType.ACK : SocketPacketType.BINARY_ACK;
        }

        /** The id as the number we gave out, or -1 when it can be none of ours: missing, or beyond {@code long}. */
        public long number() {
            if (id == null) {
                return -1;
            }
            long number = 0;
            for (int i = 0; i < id.length(); i++) {
                int digit = id.charAt(i) - '0';
                if (number > (Long.MAX_VALUE - digit) / 10) {
                    return -1;
                }
                number = number * 10 + digit;
            }
            return number;
        }
    }

    /**
     * A namespace could not be joined.
     *
     * @param json an object, or in revision 4 any value; null when there is none
     */
    record ConnectError(String namespace, @Nullable String json) implements SocketPacket {
        @Override
        public SocketPacketType type() {
            return SocketPacketType.CONNECT_ERROR;
        }
    }
}
