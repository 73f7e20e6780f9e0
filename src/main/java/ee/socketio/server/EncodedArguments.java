package ee.socketio.server;

import java.util.List;

/**
 * Values ready for the wire.
 *
 * @param json an array
 * @param attachments in the order of their placeholders
 */
record EncodedArguments(String json, List<byte[]> attachments) {}
