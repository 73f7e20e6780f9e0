package ee.socketio.engine;

import ee.socketio.wire.engine.EngineRevision;

/** What a request that has passed all checks is for. */
public sealed interface Admission {

    /** Opens a session. */
    record Handshake(EngineRevision revision) implements Admission {}

    /** Belongs to a session. */
    record Existing(EngineSession session) implements Admission {}
}
