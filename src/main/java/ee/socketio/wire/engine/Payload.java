package ee.socketio.wire.engine;

/**
 * The body of a poll's answer. The array is not copied; equality is that of the array reference.
 *
 * @param body what is sent
 * @param binary whether it is {@code application/octet-stream} rather than {@code text/plain; charset=UTF-8}
 */
@SuppressWarnings("ArrayRecordComponent") // written to the response once and never compared
public record Payload(byte[] body, boolean binary) {}
