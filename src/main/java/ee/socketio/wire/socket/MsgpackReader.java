package ee.socketio.wire.socket;

import static ee.socketio.wire.socket.PacketDecoder.refused;

import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.Utf8;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Transcodes one value of MessagePack to JSON, as {@code JSON.stringify} would write what the original's decoder reads:
 * a timestamp becomes its ISO text, {@code NaN} and the infinities {@code null}, other extensions an array of type and
 * binary. Binary becomes a placeholder and an attachment. One use.
 */
final class MsgpackReader {

    private static final int TIMESTAMP = -1;
    private static final double EXACT = 0x1p53;

    /** Milliseconds from 1970 to the end of JavaScript's dates. */
    private static final long LAST_DATE = 8_640_000_000_000_000L;

    private final ByteBuffer in;
    private final DecoderLimits limits;
    private final StringBuilder out = new StringBuilder();
    private final List<byte[]> attachments = new ArrayList<>(0);
    private final List<JsonArray.Placeholder> placeholders = new ArrayList<>(0);

    private int[] bounds = new int[8];
    private int bound;
    private int depth;
    private boolean undefined;
    private boolean array;

    /**
     * Reads the value that stands next, and throws {@link BufferUnderflowException} when it is cut off.
     *
     * @throws ProtocolException when it breaks a limit, or the rules
     */
    MsgpackReader(ByteBuffer in, DecoderLimits limits) {
        this.in = in;
        this.limits = limits;
        value();
    }

    /** The value's JSON. */
    String json() {
        return out.toString();
    }

    /** Whether the value is JavaScript's {@code undefined}, which old encoders write. */
    boolean undefined() {
        return undefined;
    }

    /** In order of their placeholders. */
    List<byte[]> attachments() {
        return Collections.unmodifiableList(attachments);
    }

    /** The value, which must be an array. */
    JsonArray array() {
        if (!array) {
            throw refused("invalid payload: " + ProtocolException.excerpt(out) + " (expected: an array)");
        }
        return new JsonArray(json(), 0, out.length(), Arrays.copyOf(bounds, bound), List.copyOf(placeholders));
    }

    /** The number of entries of the map that stands next. */
    static int map(ByteBuffer in) {
        int code = in.get() & 0xFF;
        if ((code & 0xF0) == 0x80) {
            return code & 0xF;
        }
        if (code != 0xDE && code != 0xDF) {
            throw refused("invalid payload: " + code + " at " + (in.position() - 1) + " (expected: a map)");
        }
        return length(in, 1 << (code - 0xDD));
    }

    private void value() {
        int code = in.get() & 0xFF;
        if (code < 0x80) {
            out.append(code);
        } else if (code < 0x90) {
            members(code & 0xF);
        } else if (code < 0xA0) {
            elements(code & 0xF);
        } else if (code < 0xC0) {
            string(code & 0x1F);
        } else if (code >= 0xE0) {
            out.append((byte) code);
        } else {
            coded(code);
        }
    }

    private void coded(int code) {
        switch (code) {
            case 0xC0 -> out.append("null");
            case 0xC2 -> out.append("false");
            case 0xC3 -> out.append("true");
            case 0xC4, 0xC5, 0xC6 -> binary(length(in, 1 << (code - 0xC4)));
            case 0xC7, 0xC8, 0xC9 -> extension(length(in, 1 << (code - 0xC7)), false);
            case 0xCA -> number(in.getFloat());
            case 0xCB -> number(in.getDouble());
            case 0xCC -> out.append(in.get() & 0xFF);
            case 0xCD -> out.append(in.getShort() & 0xFFFF);
            case 0xCE -> out.append(in.getInt() & 0xFFFFFFFFL);
            case 0xCF -> out.append(Long.toUnsignedString(in.getLong()));
            case 0xD0 -> out.append(in.get());
            case 0xD1 -> out.append(in.getShort());
            case 0xD2 -> out.append(in.getInt());
            case 0xD3 -> out.append(in.getLong());
            case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> extension(1 << (code - 0xD4), true);
            case 0xD9, 0xDA, 0xDB -> string(length(in, 1 << (code - 0xD9)));
            case 0xDC, 0xDD -> elements(length(in, 2 << (code - 0xDC)));
            case 0xDE, 0xDF -> members(length(in, 2 << (code - 0xDE)));
            default -> throw refused("invalid payload: code " + code + " at " + (in.position() - 1));
        }
    }

    /** A length of so many bytes; nothing is longer than there are bytes left. */
    private static int length(ByteBuffer in, int width) {
        long length =
                switch (width) {
                    case 1 -> in.get() & 0xFF;
                    case 2 -> in.getShort() & 0xFFFF;
                    default -> in.getInt() & 0xFFFFFFFFL;
                };
        if (length > in.remaining()) {
            throw refused("invalid payload: length " + length + " at " + in.position() + " (expected: <= "
                    + in.remaining() + ")");
        }
        return (int) length;
    }

    private void string(int length) {
        Json.quote(Utf8.decode(bytes(length)), out);
    }

    private byte[] bytes(int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private void number(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
            out.append((long) value);
        } else {
            out.append(Double.isFinite(value) ? Double.toString(value) : "null");
        }
    }

    private void elements(int count) {
        enter();
        boolean top = depth == 1;
        array |= top;
        out.append('[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            mark(top);
            value();
            mark(top);
        }
        out.append(']');
        depth--;
    }

    private void mark(boolean top) {
        if (top) {
            if (bound == bounds.length) {
                bounds = Arrays.copyOf(bounds, bound * 2);
            }
            bounds[bound++] = out.length();
        }
    }

    private void members(int count) {
        enter();
        out.append('{');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            key();
            out.append(':');
            value();
        }
        out.append('}');
        depth--;
    }

    /** JavaScript makes a string of every key; only those that are text or numbers make sense. */
    private void key() {
        int start = out.length();
        value();
        char first = out.charAt(start);
        if (first == '-' || (first >= '0' && first <= '9')) {
            out.insert(start, '"').append('"');
        } else if (first != '"') {
            throw refused("invalid payload: key at " + in.position() + " (expected: a string)");
        }
    }

    private void enter() {
        if (++depth > limits.maxDepth()) {
            throw refused("invalid payload: nested deeper at " + in.position() + " (expected: <= " + limits.maxDepth()
                    + " levels)");
        }
    }

    private void binary(int length) {
        if (attachments.size() == limits.maxAttachments()) {
            throw refused("too many attachments (expected: <= " + limits.maxAttachments() + ")");
        }
        int start = out.length();
        out.append("{\"_placeholder\":true,\"num\":").append(attachments.size()).append('}');
        placeholders.add(new JsonArray.Placeholder(start, out.length(), attachments.size()));
        attachments.add(bytes(length));
    }

    /** Type 0 is what old encoders used: for undefined, for a date, and for an array buffer. */
    private void extension(int length, boolean fixed) {
        int type = in.get();
        if (type == TIMESTAMP && (length == 4 || length == 8 || length == 12)) {
            timestamp(length);
        } else if (type == 0 && fixed && length == 1) {
            in.get();
            undefined = depth == 0;
            out.append("null");
        } else if (type == 0 && fixed && length == 8) {
            date(in.getLong());
        } else if (type == 0 && !fixed) {
            binary(length);
        } else {
            out.append('[').append(type).append(',');
            binary(length);
            out.append(']');
        }
    }

    private void timestamp(int length) {
        long nanos = 0;
        long seconds;
        if (length == 4) {
            seconds = in.getInt() & 0xFFFFFFFFL;
        } else if (length == 8) {
            long both = in.getLong();
            nanos = both >>> 34;
            seconds = both & 0x3_FFFF_FFFFL;
        } else {
            nanos = in.getInt() & 0xFFFFFFFFL;
            seconds = in.getLong();
        }
        boolean far = seconds > LAST_DATE / 1000 || seconds < -LAST_DATE / 1000;
        date(far ? Long.MAX_VALUE : seconds * 1000 + nanos / 1_000_000);
    }

    /** In the form of JavaScript; null beyond the range of its dates. */
    private void date(long millis) {
        if (millis > LAST_DATE || millis < -LAST_DATE) {
            out.append("null");
        } else {
            String text = Instant.ofEpochMilli(millis).toString();
            out.append('"')
                    .append(millis % 1000 == 0 ? text.replace("Z", ".000Z") : text)
                    .append('"');
        }
    }
}
