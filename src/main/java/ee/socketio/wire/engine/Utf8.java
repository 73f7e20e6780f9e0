package ee.socketio.wire.engine;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as browsers and Node do it: what is malformed becomes U+FFFD, in both directions. {@code String.getBytes} would
 * write a question mark instead, which has another length.
 */
public final class Utf8 {

    /** The most bytes that one character of a string takes; the two of a surrogate pair take 4 together. */
    public static final int LONGEST = 3;

    private Utf8() {}

    /** How many bytes {@link #encode} makes of a text; a lone surrogate counts 3. */
    public static int length(CharSequence text) {
        int chars = text.length();
        int bytes = chars;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes++;
                continue;
            }
            bytes += 2;
            if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                // The pair is 4 bytes: 2 characters were counted to begin with, and 2 bytes just now.
                i++;
            }
        }
        return bytes;
    }

    /** The text in UTF-8, each lone surrogate as U+FFFD. */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // A lone surrogate came out as one byte instead of three.
        return bytes.length == length(text) ? bytes : wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /**
     * The text of these bytes; malformed sequences become U+FFFD. An encoded surrogate becomes one, where Node's buffers
     * make three of it and the reference parser of revision 3 one as well.
     */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** As {@link #decode(byte[])}, for a part of an array. */
    public static String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
