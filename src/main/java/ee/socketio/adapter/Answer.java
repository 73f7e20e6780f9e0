package ee.socketio.adapter;

import ee.socketio.wire.socket.JsonArray;
import java.util.List;

/**
 * What somebody answered to an event.
 *
 * @param values with placeholders for the attachments
 * @param attachments in the order of their numbers
 */
public record Answer(JsonArray values, List<byte[]> attachments) {
    /** No values. */
    public static final Answer EMPTY = new Answer(JsonArray.EMPTY, List.of());
}
