package ee.socketio.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits what a program prints into lines. A line ends with {@code \n} or {@code \r\n}; what follows the last one is
 * dropped, as websocketd drops it. A line that is longer than a bound comes in parts, so memory has a bound, too.
 */
final class Lines {
    private static final int FIRST_SIZE = 8192;

    /** Told of lines. */
    interface Sink {
        /** A line, or a part of one when it is not the last. */
        void line(String text, boolean last);
    }

    private final Sink sink;
    private final int longest;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int start;
    private int end;

    private Lines(int longest, Sink sink) {
        this.longest = Math.max(longest, FIRST_SIZE);
        this.sink = sink;
    }

    /**
     * Reads to the end.
     *
     * @param longest part of a line, in bytes; never less than 8192
     */
    static void read(InputStream in, int longest, Sink sink) throws IOException {
        new Lines(longest, sink).read(in);
    }

    private void read(InputStream in) throws IOException {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer, end, buffer.length - end)) {
            int scanned = end;
            end += n;
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    int stop = i > start && buffer[i - 1] == '\r' ? i - 1 : i;
                    hand(stop, true);
                    start = i + 1;
                }
            }
            makeRoom();
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length && end < longest) {
            buffer = Arrays.copyOf(buffer, Math.min(longest, 2 * end));
        } else if (end == buffer.length) {
            int stop = beforeUnfinishedCharacter();
            hand(stop, false);
            start = stop;
            makeRoom();
        }
    }

    private void hand(int stop, boolean last) {
        sink.line(new String(buffer, start, stop - start, StandardCharsets.UTF_8), last);
    }

    /** Where the last character begins if it is not complete, or is a {@code \r} that may belong to the line's end. */
    private int beforeUnfinishedCharacter() {
        if (buffer[end - 1] == '\r') {
            return end - 1;
        }
        for (int i = end - 1; i >= end - 3; i--) {
            int first = buffer[i] & 0xFF;
            if (first >= 0xC0) {
                int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
                return i + length > end ? i : end;
            } else if (first < 0x80) {
                return end;
            }
        }
        return end;
    }
}
