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

    private final JsonLexer in;

    private int depth;
    private int illegalPlaceholder = -1;

    JsonScanner(String text, int from, DecoderLimits limits) {
        this(text, from, limits, NO_ATTACHMENTS);
    }

    JsonScanner(String text, int from, DecoderLimits limits, int attachments) {
        this.text = text;
        in = new JsonLexer(text, from);
        this.maxDepth = limits.maxDepth();
        this.attachments = attachments;
    }

    /** The text must be an array. */
    JsonArray array() {
        in.skipSpace();
        int from = in.at();
        in.expect('[', "an array");
        enter();
        int[] bounds = new int[8];
        int count = 0;
        in.skipSpace();
        if (!in.take(']')) {
            do {
                in.skipSpace();
                if (count == bounds.length) {
                    bounds = Arrays.copyOf(bounds, count * 2);
                }
                bounds[count++] = in.at();
                value();
                bounds[count++] = in.at();
                in.skipSpace();
            } while (in.take(','));
            in.expect(']', "',' or ']'");
        }
        int to = in.at();
        in.requireEnd();
        return new JsonArray(text, from, to, Arrays.copyOf(bounds, count), List.copyOf(placeholders));
    }

    /** The text must be an object; its JSON. */
    String object() {
        in.skipSpace();
        if (in.peek() != '{') {
            throw in.unexpected("an object");
        }
        return whole();
    }

    /** The text must be an object or a string; its JSON. */
    String objectOrString() {
        in.skipSpace();
        if (in.peek() != '{' && in.peek() != '"') {
            throw in.unexpected("an object or a string");
        }
        return whole();
    }

    /** The text must be one value of any kind; its JSON. */
    String any() {
        in.skipSpace();
        return whole();
    }

    /** The text must be an object; its members in their order, those of the same name, too. */
    List<JsonText.Member> objectMembers() {
        in.skipSpace();
        in.expect('{', "an object");
        enter();
        List<JsonText.Member> members = new ArrayList<>();
        in.skipSpace();
        if (!in.take('}')) {
            do {
                in.skipSpace();
                int key = in.at();
                in.string();
                int keyEnd = in.at();
                in.skipSpace();
                in.expect(':', "':'");
                in.skipSpace();
                int from = in.at();
                value();
                members.add(new JsonText.Member(Json.unquote(text, key, keyEnd), text.substring(from, in.at())));
                in.skipSpace();
            } while (in.take(','));
            in.expect('}', "',' or '}'");
        }
        in.requireEnd();
        return members;
    }

    private String whole() {
        int from = in.at();
        value();
        int to = in.at();
        in.requireEnd();
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
        switch (in.peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> in.string();
            case 't' -> in.literal("true");
            case 'f' -> in.literal("false");
            case 'n' -> in.literal("null");
            default -> in.number();
        }
    }

    private void elements() {
        in.take('[');
        enter();
        in.skipSpace();
        if (!in.take(']')) {
            do {
                in.skipSpace();
                value();
                in.skipSpace();
            } while (in.take(','));
            in.expect(']', "',' or ']'");
        }
        depth--;
    }

    private void members() {
        int start = in.at();
        in.take('{');
        enter();
        boolean marked = false;
        int number = -1;
        int foundBefore = placeholders.size();
        int illegalBefore = illegalPlaceholder;
        in.skipSpace();
        if (!in.take('}')) {
            do {
                in.skipSpace();
                int key = in.at();
                boolean keyEscaped = in.string();
                int keyEnd = in.at();
                in.skipSpace();
                in.expect(':', "':'");
                in.skipSpace();
                int value = in.at();
                value();
                if (attachments != NO_ATTACHMENTS) {
                    if (isKey("_placeholder", key, keyEnd, keyEscaped)) {
                        marked = text.charAt(value) == 't';
                    } else if (isKey("num", key, keyEnd, keyEscaped)) {
                        number = attachment(value, in.at());
                    }
                }
                in.skipSpace();
            } while (in.take(','));
            in.expect('}', "',' or '}'");
        }
        depth--;
        if (marked) {
            placeholders.subList(foundBefore, placeholders.size()).clear();
            illegalPlaceholder = illegalBefore;
            if (number >= 0) {
                placeholders.add(new JsonArray.Placeholder(start, in.at(), number));
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

    private void enter() {
        if (++depth > maxDepth) {
            throw refused("invalid payload: nested deeper at " + in.at() + " (expected: <= " + maxDepth + " levels)");
        }
    }
}
