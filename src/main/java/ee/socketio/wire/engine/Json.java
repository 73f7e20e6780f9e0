package ee.socketio.wire.engine;

/** JSON string literals, written and read. */
public final class Json {

    private static final String HEX = "0123456789abcdef";

    private Json() {}

    /**
     * Appends a string literal as JavaScript's {@code JSON.stringify} writes it.
     *
     * <p>All control characters are escaped, so the separator of polling payloads (U+001E) never occurs in it; lone
     * surrogates are escaped too, so that it survives every encoding. U+2028 and U+2029 stay as they are.
     */
    public static void quote(String text, StringBuilder out) {
        int length = text.length();
        out.ensureCapacity(out.length() + length + 2);
        out.append('"');
        int plain = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                if (!Character.isSurrogate(c)) {
                    continue;
                }
                if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                    continue;
                }
            }
            out.append(text, plain, i);
            escape(c, out);
            plain = i + 1;
        }
        out.append(text, plain, length).append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> unicode(c, out);
        }
    }

    static void unicode(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xF));
        }
    }

    /**
     * The string a literal stands for.
     *
     * @param start where its opening quotation mark is
     * @param end behind its closing one; what lies between must have been validated (RFC 8259, section 7)
     */
    public static String unquote(String text, int start, int end) {
        String escaped = text.substring(start + 1, end - 1);
        int backslash = escaped.indexOf('\\');
        if (backslash < 0) {
            return escaped;
        }
        StringBuilder out = new StringBuilder(escaped.length());
        int from = 0;
        while (backslash >= 0) {
            out.append(escaped, from, backslash);
            char c = escaped.charAt(backslash + 1);
            from = backslash + 2;
            switch (c) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(escaped, from, from + 4, 16));
                    from += 4;
                }
                default -> out.append(c);
            }
            backslash = escaped.indexOf('\\', from);
        }
        return out.append(escaped, from, escaped.length()).toString();
    }
}
