package ee.socketio.server;

import ee.socketio.wire.engine.Json;
import java.util.function.Consumer;

/**
 * Walks over JSON text that has been validated already. What is not of the kind asked for is an {@link
 * IllegalArgumentException} that says what was found.
 */
final class JsonCursor {
    private final String text;
    private final int end;
    private int at;

    JsonCursor(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /** Where the next value begins. */
    int at() {
        peek();
        return at;
    }

    void goTo(int offset) {
        at = offset;
    }

    /** The next value's first character. */
    char peek() {
        while (at < end && text.charAt(at) <= ' ') {
            at++;
        }
        return at < end ? text.charAt(at) : ' ';
    }

    /** Whether the next value is null; goes behind it then. */
    boolean takeNull() {
        if (peek() != 'n') {
            return false;
        }
        at += 4;
        return true;
    }

    /**
     * @param member called with each name, to read the value or to skip it
     */
    void members(Consumer<String> member) {
        expect('{', "an object");
        at++;
        while (peek() != '}') {
            String name = string("a name");
            take(':');
            member.accept(name);
            take(',');
        }
        at++;
    }

    /**
     * @param element called at each element, to read it or to skip it
     */
    void elements(Runnable element) {
        expect('[', "an array");
        at++;
        while (peek() != ']') {
            element.run();
            take(',');
        }
        at++;
    }

    /**
     * @param expected what the string stands for
     */
    String string(String expected) {
        expect('"', expected);
        int start = at;
        skipString();
        return Json.unquote(text, start, at);
    }

    boolean bool() {
        char c = peek();
        if (c != 't' && c != 'f') {
            throw unexpected("true or false");
        }
        at += c == 't' ? 4 : 5;
        return c == 't';
    }

    /** The number's text. */
    String number() {
        char c = peek();
        if (c != '-' && (c < '0' || c > '9')) {
            throw unexpected("a number");
        }
        return value();
    }

    /** The value's text. */
    String value() {
        peek();
        int start = at;
        skip();
        return text.substring(start, at);
    }

    /** Goes behind the value. */
    void skip() {
        int depth = 0;
        do {
            switch (peek()) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> skipLiteral();
            }
        } while (depth > 0);
    }

    private void skipString() {
        int quote = text.indexOf('"', at + 1);
        if (text.charAt(quote - 1) != '\\') {
            at = quote + 1;
            return;
        }
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
        }
        at++;
    }

    private void skipLiteral() {
        while (at < end && ",:]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void take(char separator) {
        if (peek() == separator) {
            at++;
        }
    }

    private void expect(char first, String expected) {
        if (peek() != first) {
            throw unexpected(expected);
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        String found =
                switch (peek()) {
                    case '{' -> "an object";
                    case '[' -> "an array";
                    case '"' -> "a string";
                    case 't' -> "true";
                    case 'f' -> "false";
                    case 'n' -> "null";
                    default -> "a number";
                };
        return new IllegalArgumentException(found + " (expected: " + expected + ")");
    }
}
