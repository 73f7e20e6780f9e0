package ee.socketio.admin;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TrafficListener;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.TextPacket;

/** Counts what connections carry, as long as somebody wants to know. */
final class ConnectionReports implements TrafficListener {
    private final Audience audience;
    private final TrafficCounts counts;

    ConnectionReports(Audience audience, TrafficCounts counts) {
        this.audience = audience;
        this.counts = counts;
    }

    /** A connection has come into being. */
    void opened() {
        if (audience.isPresent()) {
            counts.add("rawConnection", 1);
        }
    }

    @Override
    public void received(EnginePacket packet) {
        count(packet, "packetsIn", "bytesIn");
    }

    @Override
    public void created(EnginePacket packet) {
        count(packet, "packetsOut", "bytesOut");
    }

    /** Of a packet of text its type does not count, and one without data not at all. */
    private void count(EnginePacket packet, String packets, String bytes) {
        if (!audience.isPresent()) {
            return;
        }
        int size = packet instanceof TextPacket ? packet.size() - 1 : packet.size();
        if (size > 0) {
            counts.add(packets, 1);
            counts.add(bytes, size);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        if (audience.isPresent()) {
            counts.add("rawDisconnection", reason.text(), 1);
        }
    }
}
