package ee.socketio.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the head of a response of HTTP/1.1 says of its body, and the body taken out of the bytes. */
final class Http {

    /**
     * A whole response.
     *
     * @param length how many bytes it took
     */
    record Response(int status, String body, int length) {}

    private Http() {}

    /** Null while there is more to come. */
    static @Nullable Response parse(byte[] bytes, int from, int to) throws IOException {
        int end = find(bytes, from, to, "\r\n\r\n");
        if (end < 0) {
            return null;
        }
        String head = new String(bytes, from, end - from, ISO_8859_1);
        int status = Integer.parseInt(head.substring(9, 12));
        int body = end + 4;
        if (status == 101) {
            return new Response(status, "", body - from);
        }
        String lower = head.toLowerCase(Locale.ROOT);
        int field = lower.indexOf("\r\ncontent-length:");
        if (field >= 0) {
            int length = Integer.parseInt(head.substring(field + 17).lines().findFirst().orElse("").trim());
            if (to - body < length) {
                return null;
            }
            return new Response(status, new String(bytes, body, length, UTF_8), body + length - from);
        }
        if (!lower.contains("\r\ntransfer-encoding: chunked")) {
            throw new IOException("a response without length: " + head);
        }
        return chunked(bytes, from, body, to, status);
    }

    private static @Nullable Response chunked(byte[] bytes, int from, int body, int to, int status) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = body;
        while (true) {
            int line = find(bytes, at, to, "\r\n");
            if (line < 0) {
                return null;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at, ISO_8859_1).trim(), 16);
            at = line + 2;
            if (to - at < size + 2) {
                return null;
            }
            if (size == 0) {
                return new Response(status, whole.toString(UTF_8), at + 2 - from);
            }
            whole.write(bytes, at, size);
            at += size + 2;
        }
    }

    private static int find(byte[] bytes, int from, int to, String text) {
        byte[] wanted = text.getBytes(ISO_8859_1);
        for (int i = from; i <= to - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
