package ee.socketio.wire.engine;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * The binary polling payload of revision 3: for each packet a flag (0 text, 1 binary), the length in bytes as one byte
 * of value 0 to 9 a decimal digit, 0xFF, and the bytes.
 */
final class BinaryPayload {

    /** As many digits as the reference parser takes; the value itself is bounded by the body. */
    private static final int MAX_DIGITS = 310;

    private static final int TEXT = 0;
    private static final int BINARY = 1;
    private static final int END_OF_LENGTH = 0xFF;

    private BinaryPayload() {}

    static void decode(byte[] body, Consumer<? super EnginePacket> sink) {
        int at = 0;
        while (at < body.length) {
            boolean text = body[at] == TEXT;
            int colon = endOfLength(body, at + 1);
            int from = colon + 1;
            // A packet that was cut off is taken as far as it goes, as the reference parser does.
            int to = from + Math.min(length(body, at + 1, colon), body.length - from);
            EnginePacket packet = text
                    ? FrameCodec.decode(Utf8.decode(body, from, to - from), EngineRevision.V3)
                    : FrameCodec.decodeTyped(body, from, to);
            if (PayloadCodec.delivered(packet, sink)) {
                return;
            }
            at = to;
        }
    }

    private static int endOfLength(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] >= 0 && body[at] <= 9) {
            at++;
        }
        int digits = at - from;
        if (at == body.length || (body[at] & 0xFF) != END_OF_LENGTH || digits == 0 || digits > MAX_DIGITS) {
            throw new ProtocolException(
                    ProtocolError.PARSE_ERROR,
                    "payload at " + from + ": " + digits + " digits of length (expected: 1 to " + MAX_DIGITS
                            + ", then 255)");
        }
        return at;
    }

    /** Saturates behind the body's length. */
    private static int length(byte[] body, int from, int to) {
        long value = 0;
        for (int i = from; i < to && value <= body.length; i++) {
            value = value * 10 + body[i];
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    static byte[] encode(List<EnginePacket> packets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (EnginePacket packet : packets) {
            boolean binary = packet instanceof BinaryPacket;
            byte[] bytes = packet instanceof BinaryPacket message
                    ? FrameCodec.binaryFrame(message, EngineRevision.V3)
                    : Utf8.encode(((TextPacket) packet).frame());
            body.write(binary ? BINARY : TEXT);
            String length = Integer.toString(bytes.length);
            for (int i = 0; i < length.length(); i++) {
                body.write(length.charAt(i) - '0');
            }
            body.write(END_OF_LENGTH);
            body.writeBytes(bytes);
        }
        return body.toByteArray();
    }
}
