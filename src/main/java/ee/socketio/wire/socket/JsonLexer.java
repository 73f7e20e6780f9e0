package ee.socketio.wire.socket;

import static ee.socketio.wire.socket.PacketDecoder.refused;

import ee.socketio.wire.engine.ProtocolException;

/** The words of a JSON text (RFC 8259), one behind the other; {@link JsonScanner} knows what they make up. */
final class JsonLexer {

    private final String text;
    private int at;

    JsonLexer(String text, int from) {
        this.text = text;
        at = from;
    }

    /** Where the next character is. */
    int at() {
        return at;
    }

    /** A string; whether it had an escape. */
    boolean string() {
        expect('"', "a string");
        boolean escaped = false;
        while (true) {
            skipPlain();
            char c = peek();
            if (c == '"') {
                at++;
                return escaped;
            }
            if (c < ' ') {
                throw unexpected("a character of a string");
            }
            at++;
            escaped = true;
            escape();
        }
    }

    /** Goes to the next character of a string that stands for more than itself, or to the end. */
    private void skipPlain() {
        int length = text.length();
        int i = at;
        while (i < length) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                break;
            }
            i++;
        }
        at = i;
    }

    private void escape() {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++) {
                    char c = peek();
                    if (c >= 0x80 || Character.digit(c, 16) < 0) {
                        throw unexpected("a hexadecimal digit");
                    }
                    at++;
                }
            }
            default -> throw unexpected("an escape");
        }
    }

    void literal(String name) {
        if (!text.startsWith(name, at)) {
            throw unexpected(name);
        }
        at += name.length();
    }

    void number() {
        boolean negative = take('-');
        if (!take('0')) {
            digits(negative ? "a digit" : "a value");
        }
        if (take('.')) {
            digits("a digit");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits("a digit");
        }
    }

    private void digits(String expected) {
        if (!isDigit(peek())) {
            throw unexpected(expected);
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    void skipSpace() {
        while (true) {
            switch (peek()) {
                case ' ', '\t', '\n', '\r' -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    void requireEnd() {
        skipSpace();
        if (at < text.length()) {
            throw unexpected("the end");
        }
    }

    /** The next character; behind the end NUL, which no rule admits. */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char c, String expected) {
        if (!take(c)) {
            throw unexpected(expected);
        }
    }

    ProtocolException unexpected(String expected) {
        String found = at < text.length() ? ProtocolException.excerpt(text.subSequence(at, at + 1)) : "the end";
        return refused("invalid payload: " + found + " at " + at + " (expected: " + expected + ")");
    }
}
