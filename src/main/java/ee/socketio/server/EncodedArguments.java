package ee.socketio.server;

import ee.socketio.adapter.Emission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values ready for the wire.
 *
 * @param json an array
 * @param attachments in the order of their placeholders
 */
record EncodedArguments(String json, List<byte[]> attachments) {

    Emission emission(String namespace, @Nullable String ackId, boolean isVolatile, boolean compress) {
        return new Emission(namespace, ackId, json, attachments, isVolatile, compress);
    }
}
