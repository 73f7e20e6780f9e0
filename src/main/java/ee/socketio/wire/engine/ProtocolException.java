package ee.socketio.wire.engine;

/**
 * The peer broke the protocol. The worst that follows is the end of the peer's own connection.
 *
 * <p>It has no stack trace: it is part of normal operation, may be provoked at will, and its place is plain from its
 * sentence, which names offender and expectation and quotes at most {@value #EXCERPT} characters of what was sent.
 */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int EXCERPT = 32;

    private final ProtocolError error;

    /**
     * An error with its sentence.
     *
     * @param sentence for logs and error handlers; what came from the peer only by way of {@link #excerpt}
     */
    public ProtocolException(ProtocolError error, String sentence) {
        super(sentence, null, false, false);
        this.error = error;
    }

    /** How the transports are to answer. */
    public ProtocolError error() {
        return error;
    }

    /** A piece of hostile text fit for a sentence: quoted, control characters escaped, cut behind {@value #EXCERPT}. */
    public static String excerpt(CharSequence text) {
        boolean cut = text.length() > EXCERPT;
        StringBuilder excerpt = new StringBuilder(EXCERPT + 3);
        Json.quote(cut ? text.subSequence(0, EXCERPT).toString() : text.toString(), excerpt);
        return cut ? excerpt.append('…').toString() : excerpt.toString();
    }
}
