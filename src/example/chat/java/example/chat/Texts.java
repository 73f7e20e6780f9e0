package example.chat;

/** What guests may write. */
final class Texts {
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_LINE = 2000;

    private Texts() {}

    /** A name of a guest or a room. */
    static String name(String text) {
        return text(text, LONGEST_NAME, "A name");
    }

    static String line(String text) {
        return text(text, LONGEST_LINE, "A message");
    }

    private static String text(String text, int longest, String what) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.isEmpty() || stripped.length() > longest) {
            throw new IllegalArgumentException(what + " has 1 to " + longest + " characters.");
        }
        return stripped;
    }
}
