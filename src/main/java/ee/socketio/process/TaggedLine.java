package ee.socketio.process;

import java.util.Locale;

/** A line with the name of the stream that it was printed to: {@code {"stream":"stderr","data":"…"}}. */
final class TaggedLine {
    private TaggedLine() {}

    static String of(String stream, String line) {
        StringBuilder json = new StringBuilder(line.length() + 32);
        json.append("{\"stream\":\"").append(stream).append("\",\"data\":\"");
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\t' -> json.append("\\t");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < ' ') {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append("\"}").toString();
    }
}
