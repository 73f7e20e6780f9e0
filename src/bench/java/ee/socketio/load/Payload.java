package ee.socketio.load;

/** What events carry: who has sent it, the number it has with its sender, and padding. */
final class Payload {
    private final String padding;

    /** Of a length in bytes, quotes included; never shorter than the numbers. */
    Payload(int bytes) {
        padding = "x".repeat(Math.max(0, bytes - 18));
    }

    /** A string of JSON. */
    String json(int sender, long number) {
        return '"' + digits(sender, 6) + ':' + digits(number, 9) + padding + '"';
    }

    private static String digits(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
