package ee.socketio.wire.socket;

import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.Utf8;
import java.util.Arrays;
import java.util.List;

/** Writes MessagePack, each value in its shortest form, and transcodes JSON into it. One use. */
final class MsgpackWriter {

    /** Up to here a double is an exact integer, and is written as one, as JavaScript's encoders do. */
    private static final double EXACT = 0x1p53;

    /** Decimal digits that always fit a long. */
    private static final int LONG_DIGITS = 18;

    private byte[] buffer;
    private int size;

    MsgpackWriter(int capacity) {
        buffer = new byte[capacity];
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** The header of a map of at most 15 entries. */
    void map(int entries) {
        put(0x80 | entries);
    }

    void string(String text) {
        byte[] bytes = Utf8.encode(text);
        if (bytes.length < 32) {
            put(0xA0 | bytes.length);
        } else {
            header(0xD9, bytes.length);
        }
        put(bytes);
    }

    private void binary(byte[] bytes) {
        header(0xC4, bytes.length);
        put(bytes);
    }

    /** A code for a length of one byte, the next for two, the next for four. */
    private void header(int code, int length) {
        int width = length < 0x100 ? 0 : length < 0x10000 ? 1 : 2;
        put(code + width);
        put(length, 1 << width);
    }

    void integer(long value) {
        if (value >= 0) {
            unsigned(value);
        } else if (value >= -32) {
            put((int) value);
        } else {
            int width = value >= Byte.MIN_VALUE ? 0 : value >= Short.MIN_VALUE ? 1 : value >= Integer.MIN_VALUE ? 2 : 3;
            put(0xD0 + width);
            put(value, 1 << width);
        }
    }

    void unsigned(long value) {
        if (value >= 0 && value < 0x80) {
            put((int) value);
            return;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value);
        int width = bits <= 8 ? 0 : bits <= 16 ? 1 : bits <= 32 ? 2 : 3;
        put(0xCC + width);
        put(value, 1 << width);
    }

    private void number(String literal) {
        if (literal.length() <= LONG_DIGITS && literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            integer(Long.parseLong(literal));
            return;
        }
        double value = Double.parseDouble(literal);
        if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
            integer((long) value);
        } else {
            put(0xCB);
            put(Double.doubleToRawLongBits(value), Long.BYTES);
        }
    }

    /**
     * Transcodes a JSON text.
     *
     * @param json valid
     * @param placeholders where attachments take the place of objects, in order of their places
     */
    void json(String json, List<JsonArray.Placeholder> placeholders, List<byte[]> attachments) {
        new Transcoder(json, placeholders, attachments).value();
    }

    private final class Transcoder {

        private final String json;
        private final List<JsonArray.Placeholder> placeholders;
        private final List<byte[]> attachments;
        private int at;
        private int placed;

        Transcoder(String json, List<JsonArray.Placeholder> placeholders, List<byte[]> attachments) {
            this.json = json;
            this.placeholders = placeholders;
            this.attachments = attachments;
        }

        void value() {
            char first = next();
            if (placed < placeholders.size() && placeholders.get(placed).start() == at) {
                JsonArray.Placeholder placeholder = placeholders.get(placed++);
                binary(attachments.get(placeholder.attachment()));
                at = placeholder.end();
                return;
            }
            switch (first) {
                case '{' -> container('}', 0x80, 0xDE);
                case '[' -> container(']', 0x90, 0xDC);
                case '"' -> string(literal());
                case 't' -> constant(0xC3, "true");
                case 'f' -> constant(0xC2, "false");
                case 'n' -> constant(0xC0, "null");
                default -> number(bare());
            }
        }

        private void constant(int code, String name) {
            put(code);
            at += name.length();
        }

        /** The header is one byte until the count is known to need more. */
        private void container(char end, int shortCode, int longCode) {
            int start = size;
            put(shortCode);
            at++;
            int count = 0;
            while (next() != end) {
                if (end == '}') {
                    string(literal());
                    next();
                }
                value();
                count++;
            }
            at++;
            if (count < 16) {
                buffer[start] |= (byte) count;
                return;
            }
            int width = count < 0x10000 ? 2 : 4;
            int contents = size - start - 1;
            reserve(width);
            System.arraycopy(buffer, start + 1, buffer, start + 1 + width, contents);
            size = start;
            put(width == 2 ? longCode : longCode + 1);
            put(count, width);
            size += contents;
        }

        /** Skips white space, commas and colons, which the text's validity makes meaningless. */
        private char next() {
            while (" \t\n\r,:".indexOf(json.charAt(at)) >= 0) {
                at++;
            }
            return json.charAt(at);
        }

        private String literal() {
            int start = at++;
            while (json.charAt(at) != '"') {
                at += json.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
            return Json.unquote(json, start, at);
        }

        private String bare() {
            int start = at;
            while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
                at++;
            }
            return json.substring(start, at);
        }
    }

    private void put(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
    }

    private void put(long value, int bytes) {
        reserve(bytes);
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    private void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void reserve(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }
}
