package ee.socketio.wire.engine;

import org.jspecify.annotations.Nullable;

/** Polling by script tags: how a payload is wrapped for the way down and unwrapped on the way up. */
public final class Jsonp {

    private Jsonp() {}

    /**
     * The index of the client's callback.
     *
     * @param j the handshake's query parameter {@code j}
     * @return its ASCII digits, which are all that may ever enter the script; possibly none
     */
    public static String digits(String j) {
        StringBuilder digits = new StringBuilder(j.length());
        for (int i = 0; i < j.length(); i++) {
            char c = j.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    /**
     * The script that hands a payload to the client, {@code ___eio[0]("…");}, in UTF-8. U+2028 and U+2029 are escaped:
     * they end lines in old scripts.
     *
     * @param digits from {@link #digits}
     * @param payload from {@link PayloadCodec#encodeText}
     */
    public static byte[] wrap(String digits, String payload) {
        StringBuilder script = new StringBuilder(payload.length() + 32);
        script.append("___eio[").append(digits).append("](");
        Json.quote(payload, script);
        String escaped =
                script.append(");").toString().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
        return Utf8.encode(escaped);
    }

    /**
     * The payload in a form body {@code d=…}.
     *
     * @return null when the field {@code d} is missing or repeated: such a request is answered {@code ok} and has no
     *     further effect, as in the reference server
     */
    public static @Nullable String payloadOf(String formBody) {
        String payload = null;
        for (QueryString.Field field : QueryString.fields(formBody)) {
            if (field.name().equals("d")) {
                if (payload != null) {
                    return null;
                }
                payload = field.value();
            }
        }
        return payload == null ? null : unescapeNewlines(payload);
    }

    /**
     * Undoes the client's escaping: {@code \n} becomes a line feed, and of several backslashes in front of an n one is
     * taken away.
     */
    private static String unescapeNewlines(String text) {
        if (!text.contains("\\n")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int backslashes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'n' && backslashes > 0) {
                out.setLength(out.length() - 1);
                out.append(backslashes == 1 ? '\n' : 'n');
            } else {
                out.append(c);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return out.toString();
    }
}
