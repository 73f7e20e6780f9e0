package ee.socketio.engine;

import ee.socketio.wire.engine.EnginePacket;
import java.util.List;

/**
 * What goes to a client in one piece: a text packet with the binary packets that belong to it. Immutable, so that a
 * broadcast shares one among all recipients.
 *
 * @param packets in the order of sending; at least one
 * @param compress whether a long-polling response that carries it may be compressed
 * @param isVolatile whether it is dropped rather than kept waiting, see {@link QueuePolicy}
 * @param bytes what it counts against the bound of an {@link OutboundQueue}
 */
public record OutboundMessage(List<EnginePacket> packets, boolean compress, boolean isVolatile, int bytes) {
    /** What a packet is taken to need beside its content, so that many small ones are bounded as well. */
    static final int PACKET_BYTES = 32;

    /** A message of these packets that may wait. */
    public static OutboundMessage of(List<EnginePacket> packets, boolean compress) {
        return of(packets, compress, false);
    }

    /** A message of these packets. */
    public static OutboundMessage of(List<EnginePacket> packets, boolean compress, boolean isVolatile) {
        int bytes = 0;
        for (EnginePacket packet : packets) {
            bytes += PACKET_BYTES + packet.size();
        }
        return new OutboundMessage(packets, compress, isVolatile, bytes);
    }

    /** A packet of the engine's own: never compressed by itself. */
    static OutboundMessage of(EnginePacket packet) {
        return of(List.of(packet), false);
    }
}
