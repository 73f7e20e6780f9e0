package ee.socketio.engine;

import ee.socketio.wire.engine.EngineRevision;

/** What a request that has passed all checks is for. */
public sealed interface Admission {

    /** Opens a session of this id. */
    record Handshake(EngineRevision revision, String id) implements Admission {}

    /** Belongs to a session. */
    record Existing(EngineSession session) implements Admission {}
}
