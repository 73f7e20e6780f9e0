package ee.socketio.wire.engine;

import java.util.Arrays;
import java.util.Base64;

/**
 * Packets as single frames, the way they travel on a WebSocket: a text frame is the packet's text; a binary frame is a
 * message's bytes, behind a type byte 4 in revision 3; a peer that takes no binary gets base64 text behind {@code b}
 * ({@code b4} in revision 3). Entries of a polling payload have the same forms. Engine.IO protocol, "Packet encoding".
 */
public final class FrameCodec {

    private static final byte MESSAGE_BYTE = 4;

    private FrameCodec() {}

    /**
     * Decodes a text frame.
     *
     * @return the packet; {@link TextPacket#NOOP}, which receivers ignore, for base64 in revision 3 that is no message
     * @throws ProtocolException {@link ProtocolError#PARSE_ERROR} for an empty frame, an unknown type and broken base64
     */
    public static EnginePacket decode(String frame, EngineRevision revision) {
        if (frame.isEmpty()) {
            throw new ProtocolException(ProtocolError.PARSE_ERROR, "packet: empty (expected: a type from 0 to 6)");
        }
        char first = frame.charAt(0);
        if (first == 'b') {
            return decodeBase64(frame, revision);
        }
        PacketType type = PacketType.of(first);
        return frame.length() == 1 ? TextPacket.bare(type) : new TextPacket(type, frame);
    }

    private static EnginePacket decodeBase64(String frame, EngineRevision revision) {
        if (revision == EngineRevision.V4) {
            return new BinaryPacket(base64(frame, 1));
        }
        return frame.length() > 1 && frame.charAt(1) == PacketType.MESSAGE.code()
                ? new BinaryPacket(base64(frame, 2))
                : TextPacket.NOOP;
    }

    /**
     * Decodes a binary frame; in revision 4 the array becomes the packet's.
     *
     * @return the message; in revision 3 {@link TextPacket#NOOP}, which receivers ignore, when the type byte is missing
     *     or not that of a message: only messages are ever binary, and the reference server ignores others too
     */
    public static EnginePacket decode(byte[] frame, EngineRevision revision) {
        return revision == EngineRevision.V4 ? new BinaryPacket(frame) : decodeTyped(frame, 0, frame.length);
    }

    /** A binary frame of revision 3 within a larger array. */
    static EnginePacket decodeTyped(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != MESSAGE_BYTE) {
            return TextPacket.NOOP;
        }
        byte[] data = new byte[to - from - 1];
        System.arraycopy(bytes, from + 1, data, 0, data.length);
        return new BinaryPacket(data);
    }

    /** The content of the binary frame: the packet's own array in revision 4, a copy behind the type byte in revision 3. */
    public static byte[] binaryFrame(BinaryPacket packet, EngineRevision revision) {
        byte[] data = packet.data();
        if (revision == EngineRevision.V4) {
            return data;
        }
        byte[] frame = new byte[data.length + 1];
        frame[0] = MESSAGE_BYTE;
        System.arraycopy(data, 0, frame, 1, data.length);
        return frame;
    }

    /** The text frame for peers that take no binary, and for polling: {@code bAQID}, in revision 3 {@code b4AQID}. */
    public static String base64Frame(BinaryPacket packet, EngineRevision revision) {
        String prefix = revision == EngineRevision.V4 ? "b" : "b4";
        return prefix.concat(Base64.getEncoder().encodeToString(packet.data()));
    }

    /**
     * Both alphabets, with padding or without, and with line breaks, which the Java client puts there. Unlike Node we do
     * not skip other characters.
     */
    private static byte[] base64(String text, int from) {
        int to = text.length();
        while (to > from && (text.charAt(to - 1) == '=' || isLineBreak(text.charAt(to - 1)))) {
            to--;
        }
        byte[] standard = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isLineBreak(c)) {
                continue;
            }
            standard[length++] = (byte)
                    switch (c) {
                        case '-' -> '+';
                        case '_' -> '/';
                        default -> c < 0x80 ? c : '!';
                    };
        }
        try {
            return Base64.getDecoder().decode(length == standard.length ? standard : Arrays.copyOf(standard, length));
        } catch (IllegalArgumentException broken) {
            throw new ProtocolException(
                    ProtocolError.PARSE_ERROR,
                    "binary packet: " + ProtocolException.excerpt(text) + " (expected: base64)");
        }
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
