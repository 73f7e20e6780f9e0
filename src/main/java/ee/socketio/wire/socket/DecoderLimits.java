package ee.socketio.wire.socket;

/**
 * How much a peer may ask of a decoder. The size of a packet is bounded by the transport.
 *
 * @param maxAttachments the most binary attachments of one packet, at least 0; more is "too many attachments"
 * @param maxDepth the deepest nesting of JSON, 1 to {@value #DEEPEST}, where the packet's own array counts 1; more is
 *     "invalid payload"
 */
public record DecoderLimits(int maxAttachments, int maxDepth) {

    /** The most that {@link #maxDepth} may be: each level costs two frames of the thread's stack. */
    public static final int DEEPEST = 1000;

    /** 10 attachments, as in the reference server, and 256 levels. */
    public static final DecoderLimits DEFAULT = new DecoderLimits(10, 256);

    /** @throws IllegalArgumentException when a limit is out of its range */
    public DecoderLimits {
        if (maxAttachments < 0) {
            throw new IllegalArgumentException("maxAttachments: " + maxAttachments + " (expected: >= 0)");
        }
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: 1 to " + DEEPEST + ")");
        }
    }
}
