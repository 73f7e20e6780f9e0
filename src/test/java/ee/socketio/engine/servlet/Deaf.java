package ee.socketio.engine.servlet;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.SessionListener;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.TextPacket;

/** Takes no notice of what comes. */
final class Deaf implements SessionListener {
    @Override
    public void opened() {}

    @Override
    public void text(TextPacket packet) {}

    @Override
    public void binary(BinaryPacket packet) {}

    @Override
    public void closed(CloseReason reason, String description) {}
}
