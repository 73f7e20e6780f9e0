package ee.socketio.engine;

import ee.socketio.wire.engine.EnginePacket;

/** Two who look on at the same session. */
record TrafficListeners(TrafficListener first, TrafficListener second) implements TrafficListener {
    @Override
    public void received(EnginePacket packet) {
        first.received(packet);
        second.received(packet);
    }

    @Override
    public void created(EnginePacket packet) {
        first.created(packet);
        second.created(packet);
    }

    @Override
    public void heartbeat() {
        first.heartbeat();
        second.heartbeat();
    }

    @Override
    public void upgrading(TransportName candidate) {
        first.upgrading(candidate);
        second.upgrading(candidate);
    }

    @Override
    public void upgraded(TransportName carrier) {
        first.upgraded(carrier);
        second.upgraded(carrier);
    }

    @Override
    public void flushed() {
        first.flushed();
        second.flushed();
    }

    @Override
    public void drained() {
        first.drained();
        second.drained();
    }

    @Override
    public void closed(CloseReason reason) {
        first.closed(reason);
        second.closed(reason);
    }
}
