package ee.socketio.wire.engine;

import java.util.List;
import java.util.function.Consumer;

/**
 * Several packets in one HTTP body, the way they travel over long-polling. Engine.IO protocol, "HTTP long-polling".
 *
 * <p>Revision 4 joins the packets with U+001E, binary as base64. Revision 3 writes {@code length:packet} for each, the
 * length in UTF-16 code units, which is {@link String#length}; its binary form is {@link BinaryPayload}'s.
 *
 * <p>While decoding, the packets in front of a broken one reach the sink before the exception is thrown, and what
 * follows a {@link PacketType#CLOSE} packet is not looked at.
 */
public final class PayloadCodec {

    private static final char SEPARATOR = 0x1E;

    private PayloadCodec() {}

    /**
     * Decodes a body of text.
     *
     * @param sink called for each packet in order
     * @throws ProtocolException {@link ProtocolError#PARSE_ERROR} for an empty body, broken framing, or a packet that
     *     {@link FrameCodec} refuses
     */
    public static void decode(String body, EngineRevision revision, Consumer<? super EnginePacket> sink) {
        if (revision == EngineRevision.V4) {
            decodeSeparated(body, sink);
        } else {
            decodeCounted(body, sink);
        }
    }

    private static void decodeSeparated(String body, Consumer<? super EnginePacket> sink) {
        int start = 0;
        int separator;
        do {
            separator = body.indexOf(SEPARATOR, start);
            String frame = body.substring(start, separator < 0 ? body.length() : separator);
            if (delivered(FrameCodec.decode(frame, EngineRevision.V4), sink)) {
                return;
            }
            start = separator + 1;
        } while (separator >= 0);
    }

    private static void decodeCounted(String body, Consumer<? super EnginePacket> sink) {
        if (body.isEmpty()) {
            throw new ProtocolException(ProtocolError.PARSE_ERROR, "payload: empty (expected: length:packet)");
        }
        int start = 0;
        while (start < body.length()) {
            int colon = body.indexOf(':', start);
            int length = colon < 0 ? -1 : length(body, start, colon);
            int from = colon + 1;
            if (length < 0 || length > body.length() - from) {
                throw new ProtocolException(
                        ProtocolError.PARSE_ERROR,
                        "payload at " + start + ": "
                                + ProtocolException.excerpt(body.subSequence(start, body.length()))
                                + " (expected: length:packet)");
            }
            start = from + length;
            if (length > 0 && delivered(FrameCodec.decode(body.substring(from, start), EngineRevision.V3), sink)) {
                return;
            }
        }
    }

    /** The decimal number between two places, at most the text's length; -1 when it is none or larger than that. */
    private static int length(String text, int from, int to) {
        long value = from == to ? -1 : 0;
        for (int i = from; i < to && value >= 0; i++) {
            int digit = text.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
            value = value > text.length() ? -1 : value;
        }
        return (int) value;
    }

    /** Hands the packet over; true when it is the last to be looked at. */
    static boolean delivered(EnginePacket packet, Consumer<? super EnginePacket> sink) {
        sink.accept(packet);
        return packet.type() == PacketType.CLOSE;
    }

    /**
     * Decodes a body of type {@code application/octet-stream}, which only revision 3 has.
     *
     * @param sink called for each packet in order
     * @throws ProtocolException {@link ProtocolError#PARSE_ERROR} for a broken length or packet; an empty body is valid
     */
    public static void decodeBinary(byte[] body, Consumer<? super EnginePacket> sink) {
        BinaryPayload.decode(body, sink);
    }

    /**
     * Encodes the answer to a poll.
     *
     * @param base64 whether the peer takes no binary (query parameter {@code b64}); revision 4 never gets binary
     * @return binary only in revision 3, for a peer that takes it, when some packet is binary
     */
    public static Payload encode(List<EnginePacket> packets, EngineRevision revision, boolean base64) {
        if (revision == EngineRevision.V3 && !base64 && packets.stream().anyMatch(BinaryPacket.class::isInstance)) {
            return new Payload(BinaryPayload.encode(packets), true);
        }
        return new Payload(Utf8.encode(encodeText(packets, revision)), false);
    }

    /** The text form, which JSONP wraps: {@code 4a␞bAQID} or {@code 2:4a6:b4AQID}. An empty list is {@code ""} or {@code 0:}. */
    public static String encodeText(List<EnginePacket> packets, EngineRevision revision) {
        boolean counted = revision == EngineRevision.V3;
        if (packets.size() == 1 && !counted) {
            return frame(packets.get(0), revision);
        }
        if (packets.isEmpty()) {
            return counted ? "0:" : "";
        }
        StringBuilder body = new StringBuilder();
        for (EnginePacket packet : packets) {
            String frame = frame(packet, revision);
            if (counted) {
                body.append(frame.length()).append(':');
            } else if (body.length() > 0) {
                body.append(SEPARATOR);
            }
            body.append(frame);
        }
        return body.toString();
    }

    private static String frame(EnginePacket packet, EngineRevision revision) {
        return packet instanceof BinaryPacket binary
                ? FrameCodec.base64Frame(binary, revision)
                : ((TextPacket) packet).frame();
    }
}
