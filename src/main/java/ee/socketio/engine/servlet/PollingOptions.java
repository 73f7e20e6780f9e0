package ee.socketio.engine.servlet;

import org.jspecify.annotations.Nullable;

/**
 * How long-polling answers.
 *
 * @param compression whether large responses may be compressed
 * @param compressionThreshold the size in bytes from which on they are
 * @param compressionLevel from 1, which is fast, to 9, which is thorough
 * @param cookie set by the handshake; null for none
 */
public record PollingOptions(
        boolean compression, int compressionThreshold, int compressionLevel, @Nullable SessionCookie cookie) {}
