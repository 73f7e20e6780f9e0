package ee.socketio.wire.socket;

import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code <type>[<attachments>-][<namespace>,][<id>][<JSON>]} and the attachments behind it, for one connection.
 * Socket.IO protocol, "Packet encoding".
 *
 * <p>Between the text of a binary packet and its last attachment the packet is held here, at most
 * {@link DecoderLimits#maxAttachments} messages of the transport's size limit. Numbers are runs of ASCII digits; what
 * else JavaScript takes for one ({@code 0x1}, white space) is not copied. Not thread-safe.
 */
public final class PacketDecoder implements PacketParser.Decoder {

    /** The most digits of an id. More than any counter has; they are given back as they are, so they must be few. */
    private static final int MAX_ID_DIGITS = 64;

    /** Longer names are not kept between packets. */
    private static final int KEPT_NAMESPACE = 128;

    private static final SocketPacketType[] TYPES = SocketPacketType.values();

    private final DecoderLimits limits;

    /** Most packets of a connection name the same one: its string is reused. */
    private String lastNamespace = "/";

    /** The packet whose attachments are outstanding. */
    private @Nullable SocketPacket held;

    private List<byte[]> attachments = List.of();
    private int expected;
    private @Nullable ProtocolException refusal;

    /** A decoder that holds nothing yet. */
    public PacketDecoder(DecoderLimits limits) {
        this.limits = limits;
    }

    @Override
    public @Nullable SocketPacket text(String frame, int offset) {
        if (held != null) {
            throw refused("got plaintext data when reconstructing a packet: " + attachments.size() + " of " + expected
                    + " attachments so far");
        }
        SocketPacketType type = type(frame, offset);
        int at = offset + 1;
        int count = JsonScanner.NO_ATTACHMENTS;
        if (type.binary()) {
            int dash = digitsEnd(frame, at);
            count = attachmentCount(frame, at, dash);
            at = dash + 1;
        }
        String namespace = "/";
        if (at < frame.length() && frame.charAt(at) == '/') {
            int comma = frame.indexOf(',', at);
            int end = comma < 0 ? frame.length() : comma;
            namespace = namespace(frame, at, end);
            at = Math.min(end + 1, frame.length());
        }
        int payload = digitsEnd(frame, at);
        String id = id(frame, at, payload);
        JsonScanner json = payload == frame.length() ? null : new JsonScanner(frame, payload, limits, count);
        if (!type.binary()) {
            return packet(type, namespace, id, json, List.of());
        }
        attachments = new ArrayList<>();
        expected = count;
        held = packet(type, namespace, id, json, Collections.unmodifiableList(attachments));
        refusal = json == null ? null : json.refusal();
        return null;
    }

    @Override
    public @Nullable SocketPacket binary(byte[] data) {
        if (held == null) {
            throw refused("got binary data when not reconstructing a packet: " + data.length + " bytes");
        }
        attachments.add(data);
        if (attachments.size() < expected) {
            return null;
        }
        if (refusal != null) {
            throw refusal;
        }
        SocketPacket complete = held;
        held = null;
        attachments = List.of();
        return complete;
    }

    private static SocketPacketType type(String frame, int at) {
        char code = at < frame.length() ? frame.charAt(at) : 0;
        int index = code - '0';
        if (index < 0 || index >= TYPES.length) {
            boolean digit = index >= 0 && index <= 9;
            throw refused("unknown packet type " + (digit ? code : excerpt(frame, at, at + 1)) + " (expected: 0 to 6)");
        }
        return TYPES[index];
    }

    private int attachmentCount(String frame, int from, int dash) {
        if (dash == from || dash == frame.length() || frame.charAt(dash) != '-') {
            throw illegalAttachments(frame, from);
        }
        long count = 0;
        for (int i = from; i < dash && count <= limits.maxAttachments(); i++) {
            count = count * 10 + (frame.charAt(i) - '0');
        }
        if (count == 0) {
            throw illegalAttachments(frame, from);
        }
        if (count > limits.maxAttachments()) {
            throw refused("too many attachments: " + excerpt(frame, from, dash) + " (expected: <= "
                    + limits.maxAttachments() + ")");
        }
        return (int) count;
    }

    private static ProtocolException illegalAttachments(String frame, int from) {
        return refused("Illegal attachments: " + excerpt(frame, from, frame.length())
                + " (expected: a number >= 1, then '-')");
    }

    private String namespace(String frame, int from, int to) {
        if (to - from == lastNamespace.length() && frame.startsWith(lastNamespace, from)) {
            return lastNamespace;
        }
        String namespace = frame.substring(from, to);
        if (namespace.length() <= KEPT_NAMESPACE) {
            lastNamespace = namespace;
        }
        return namespace;
    }

    private static @Nullable String id(String frame, int from, int to) {
        if (to - from > MAX_ID_DIGITS) {
            throw refused("invalid payload: id of " + (to - from) + " digits (expected: <= " + MAX_ID_DIGITS + ")");
        }
        return from == to ? null : frame.substring(from, to);
    }

    private static int digitsEnd(String frame, int from) {
        int at = from;
        while (at < frame.length() && frame.charAt(at) >= '0' && frame.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static SocketPacket packet(
            SocketPacketType type,
            String namespace,
            @Nullable String id,
            @Nullable JsonScanner json,
            List<byte[]> attachments) {
        return switch (type) {
            case CONNECT -> new SocketPacket.Connect(namespace, json == null ? null : json.object());
            case CONNECT_ERROR -> new SocketPacket.ConnectError(namespace, json == null ? null : json.objectOrString());
            case DISCONNECT -> {
                if (json != null) {
                    throw refused("invalid payload: with DISCONNECT (expected: none)");
                }
                yield new SocketPacket.Disconnect(namespace);
            }
            case EVENT, BINARY_EVENT ->
                new SocketPacket.Event(
                        namespace, id, json == null ? JsonArray.EMPTY : named(json.array()), attachments);
            case ACK, BINARY_ACK ->
                new SocketPacket.Ack(namespace, id, json == null ? JsonArray.EMPTY : json.array(), attachments);
        };
    }

    /** The arguments of an event, of which the first must be a name that may be sent. */
    static JsonArray named(JsonArray args) {
        if (args.size() == 0 || !(args.isString(0) || args.isNumber(0))) {
            throw refused("invalid payload: no event name (expected: a string or a number first)");
        }
        if (args.isString(0) && ReservedEvents.contains(args.string(0))) {
            throw refused("invalid payload: event name " + args.string(0) + " is reserved");
        }
        return args;
    }

    private static String excerpt(String frame, int from, int to) {
        int end = Math.min(to, frame.length());
        return ProtocolException.excerpt(frame.subSequence(Math.min(from, end), end));
    }

    /** The one error of this package. */
    static ProtocolException refused(String sentence) {
        return new ProtocolException(ProtocolError.INVALID_PACKET, sentence);
    }
}
