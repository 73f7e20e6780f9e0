package ee.socketio.wire.engine;

import org.jspecify.annotations.Nullable;

/** The two revisions of the Engine.IO protocol that are spoken. */
public enum EngineRevision {
    /** Socket.IO clients 1.x and 2.x: the client pings, and binary frames start with a type byte. */
    V3(3),
    /** Socket.IO clients 3.x and 4.x. */
    V4(4);

    private final int number;

    EngineRevision(int number) {
        this.number = number;
    }

    /** The number as in the query parameter {@code EIO}. */
    public int number() {
        return number;
    }

    /**
     * The revision a request asks for.
     *
     * @param eio the value of the query parameter {@code EIO}, null when the request has none
     * @return {@link #V4} for exactly {@code "4"}; {@link #V3} for anything else, as in the reference server
     */
    public static EngineRevision ofQuery(@Nullable String eio) {
        return "4".equals(eio) ? V4 : V3;
    }
}
