package ee.socketio.wire.socket;

import static ee.socketio.wire.socket.PacketDecoder.refused;

import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validates one JSON text (RFC 8259) from a place in a frame to the frame's end, and remembers where things are. One
 * pass, one use.
 *
 * <p>Placeholders are looked for only in packets with attachments, with the reference parser's eyes: an object is one
 * when its last member {@code _placeholder} is {@code true}, in whatever order and spelling its keys are, and what lies
 * within it is of no account. Its last member {@code num} must be a whole number below the count of attachments; the
 * reference parser lets a fraction pass and makes it {@code undefined}. Unlike there, a placeholder counts even where a
 * later member of the same name hides it.
 */
final class JsonScanner {

    /** For packets without attachments, where placeholders are data. */
    static final int NO_ATTACHMENTS = -1;

    private final String text;
    private final int maxDepth;
    private final int attachments;
    private final List<JsonArray.Placeholder> placeholders = new ArrayList<>(0);

    private int at;
    private int depth;
    private int illegalPlaceholder = -1;

    /** Whether the last string had an escape. */
    private boolean escaped;

    JsonScanner(String text, int from, DecoderLimits limits) {
        this(text, from, limits, NO_ATTACHMENTS);
    }

    JsonScanner(String text, int from, DecoderLimits limits, int attachments) {
        this.text = text;
        this.at = from;
        this.maxDepth = limits.maxDepth();
        this.attachments = attachments;
    }

    /** The text must be an array. */
    JsonArray array() {
        skipSpace();
        int from = at;
        expect('[', "an array");
        enter();
        int[] bounds = new int[8];
        int count = 0;
        skipSpace();
        if (!take(']')) {
            do {
                skipSpace();
                if (count == bounds.length) {
                    bounds = Arrays.copyOf(bounds, count * 2);
                }
                bounds[count++] = at;
                value();
                bounds[count++] = at;
                skipSpace();
            } while (take(','));
            expect(']', "',' or ']'");
        }
        int to = at;
        requireEnd();
        return new JsonArray(text, from, to, Arrays.copyOf(bounds, count), List.copyOf(placeholders));
    }

    /** The text must be an object; its JSON. */
    String object() {
        skipSpace();
        if (peek() != '{') {
            throw unexpected("an object");
        }
        return whole();
    }

    /** The text must be an object or a string; its JSON. */
    String objectOrString() {
        skipSpace();
        if (peek() != '{' && peek() != '"') {
            throw unexpected("an object or a string");
        }
        return whole();
    }

    private String whole() {
        int from = at;
        value();
        int to = at;
        requireEnd();
        return text.substring(from, to);
    }

    /** What is to be thrown for a placeholder that {@link #array} met and that names no attachment; null when all do. */
    @Nullable
    ProtocolException refusal() {
        return illegalPlaceholder < 0
                ? null
                : refused("illegal attachments: placeholder at " + illegalPlaceholder + " (expected: num from 0 to "
                        + (attachments - 1) + ")");
    }

    private void value() {
        switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void elements() {
        at++;
        enter();
        skipSpace();
        if (!take(']')) {
            do {
                skipSpace();
                value();
                skipSpace();
            } while (take(','));
            expect(']', "',' or ']'");
        }
        depth--;
    }

    private void members() {
        int start = at++;
        enter();
        boolean marked = false;
        int number = -1;
        int foundBefore = placeholders.size();
        int illegalBefore = illegalPlaceholder;
        skipSpace();
        if (!take('}')) {
            do {
                skipSpace();
                int key = at;
                string();
                int keyEnd = at;
                boolean keyEscaped = escaped;
                skipSpace();
                expect(':', "':'");
                skipSpace();
                int value = at;
                value();
                if (attachments != NO_ATTACHMENTS) {
                    if (isKey("_placeholder", key, keyEnd, keyEscaped)) {
                        marked = text.charAt(value) == 't';
                    } else if (isKey("num", key, keyEnd, keyEscaped)) {
                        number = attachment(value, at);
                    }
                }
                skipSpace();
            } while (take(','));
            expect('}', "',' or '}'");
        }
        depth--;
        if (marked) {
            placeholders.subList(foundBefore, placeholders.size()).clear();
            illegalPlaceholder = illegalBefore;
            if (number >= 0) {
                placeholders.add(new JsonArray.Placeholder(start, at, number));
            } else if (illegalPlaceholder < 0) {
                illegalPlaceholder = start;
            }
        }
    }

    private boolean isKey(String name, int start, int end, boolean keyEscaped) {
        return keyEscaped
                ? Json.unquote(text, start, end).equals(name)
                : end - start == name.length() + 2 && text.startsWith(name, start + 1);
    }

    /** The attachment that a {@code num} names, or -1 when there is none such. */
    private int attachment(int start, int end) {
        char first = text.charAt(start);
        if (first != '-' && (first < '0' || first > '9')) {
            return -1;
        }
        double number = Double.parseDouble(text.substring(start, end));
        return number >= 0 && number < attachments && number == Math.rint(number) ? (int) number : -1;
    }

    private void string() {
        expect('"', "a string");
        escaped = false;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return;
            }
            if (c < ' ') {
                throw unexpected("a character of a string");
            }
            at++;
            if (c == '\\') {
                escaped = true;
                escape();
            }
        }
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

    private void literal(String name) {
        if (!text.startsWith(name, at)) {
            throw unexpected(name);
        }
        at += name.length();
    }

    private void number() {
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

    private void enter() {
        if (++depth > maxDepth) {
            throw refused("invalid payload: nested deeper at " + at + " (expected: <= " + maxDepth + " levels)");
        }
    }

    private void skipSpace() {
        while (true) {
            switch (peek()) {
                case ' ', '\t', '\n', '\r' -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    private void requireEnd() {
        skipSpace();
        if (at < text.length()) {
            throw unexpected("the end");
        }
    }

    /** The next character; behind the end NUL, which no rule admits. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c, String expected) {
        if (!take(c)) {
            throw unexpected(expected);
        }
    }

    private ProtocolException unexpected(String expected) {
        String found = at < text.length() ? ProtocolException.excerpt(text.subSequence(at, at + 1)) : "the end";
        return refused("invalid payload: " + found + " at " + at + " (expected: " + expected + ")");
    }
}
