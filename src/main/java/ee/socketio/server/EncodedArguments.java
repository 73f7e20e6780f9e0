package ee.socketio.server;

import ee.socketio.adapter.Emission;
import java.util.List;

/**
 * Values ready for the wire.
 *
 * @param json an array
 * @param attachments in the order of their placeholders
 */
record EncodedArguments(String json, List<byte[]> attachments) {

    Emission emission(String namespace, boolean isVolatile, boolean compress) {
        return new Emission(namespace, json, attachments, isVolatile, compress);
    }
}
