package ee.socketio.wire.socket;

import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import java.util.List;

/**
 * A validated JSON array as it stands in a text, with the places of its elements; nothing is copied until asked for.
 *
 * <p>It keeps the whole text alive, which for a received packet is the frame.
 */
public final class JsonArray {

    /** No elements: what a packet without payload has. */
    public static final JsonArray EMPTY = new JsonArray("[]", 0, 2, new int[0], List.of());

    private final String text;
    private final int from;
    private final int to;
    private final int[] bounds;
    private final List<Placeholder> placeholders;

    JsonArray(String text, int from, int to, int[] bounds, List<Placeholder> placeholders) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.bounds = bounds;
        this.placeholders = placeholders;
    }

    /**
     * Where an attachment belongs: an object {@code {"_placeholder":true,"num":0}} at whatever depth.
     *
     * @param start offset of its opening brace in {@link #text}
     * @param end offset behind its closing brace
     * @param attachment index into the packet's attachments, always valid
     */
    public record Placeholder(int start, int end, int attachment) {}

    /**
     * Validates an array of our own, in which placeholders are data.
     *
     * @param json the array, white space around it allowed
     * @throws ProtocolException {@code INVALID_PACKET}, "invalid payload", when it is none or
     *     nests deeper than the limit
     */
    public static JsonArray parse(String json, DecoderLimits limits) {
        return new JsonScanner(json, 0, limits).array();
    }

    /**
     * As {@link #parse(String, DecoderLimits)}, for an array with attachments: its placeholders are found.
     *
     * @param attachments how many there are
     * @throws ProtocolException also when a placeholder's number is none of theirs
     */
    public static JsonArray parse(String json, int attachments, DecoderLimits limits) {
        JsonScanner scanner = new JsonScanner(json, 0, limits, attachments);
        JsonArray array = scanner.array();
        ProtocolException refusal = scanner.refusal();
        if (refusal != null) {
            throw refusal;
        }
        return array;
    }

    /** How many elements there are. */
    public int size() {
        return bounds.length / 2;
    }

    /** The text that the offsets refer to; the array is a part of it. */
    public String text() {
        return text;
    }

    /** Offset of an element's first character in {@link #text}. */
    public int start(int index) {
        return bounds[index * 2];
    }

    /** Offset behind an element's last character. */
    public int end(int index) {
        return bounds[index * 2 + 1];
    }

    /** The JSON of one element, without white space around it; a new string at each call. */
    public String json(int index) {
        return text.substring(start(index), end(index));
    }

    /** The JSON of the whole array. */
    public String json() {
        return text.substring(from, to);
    }

    /** Whether an element is a string. */
    public boolean isString(int index) {
        return text.charAt(start(index)) == '"';
    }

    /** Whether an element is a number. */
    public boolean isNumber(int index) {
        char first = text.charAt(start(index));
        return first == '-' || (first >= '0' && first <= '9');
    }

    /**
     * The value of an element that is a string.
     *
     * @throws IllegalStateException when it is something else
     */
    public String string(int index) {
        if (!isString(index)) {
            throw new IllegalStateException("element " + index + " is no string");
        }
        return Json.unquote(text, start(index), end(index));
    }

    /**
     * Where attachments belong, in order of their places. Empty for packets without attachments: there, and within
     * strings, the text of a placeholder is data like any other.
     */
    public List<Placeholder> placeholders() {
        return placeholders;
    }

    /** The same as {@link #json()}. */
    @Override
    public String toString() {
        return json();
    }
}
