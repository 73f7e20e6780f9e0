package ee.socketio.engine.servlet;

/**
 * How long-polling answers.
 *
 * @param compression whether large responses may be compressed
 * @param compressionThreshold the size in bytes from which on they are
 */
public record PollingOptions(boolean compression, int compressionThreshold) {}
