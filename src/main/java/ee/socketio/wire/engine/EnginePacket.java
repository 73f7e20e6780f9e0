package ee.socketio.wire.engine;

/** One Engine.IO packet: a text of any type, or a binary message. Immutable, and shared between recipients. */
public sealed interface EnginePacket permits TextPacket, BinaryPacket {

    /** What the packet is for. */
    PacketType type();

    /** Its size in bytes on a WebSocket of revision 4, frame header not counted: what queue bounds are measured in. */
    int size();
}
