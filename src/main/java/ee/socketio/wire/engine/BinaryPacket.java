package ee.socketio.wire.engine;

import java.util.Arrays;

/**
 * A message of bytes. Equal by content.
 *
 * <p>The array is <em>not</em> copied, neither in nor out: one attachment of a broadcast is the same array for all
 * recipients. Whoever hands an array over no longer writes to it.
 *
 * @param data the bytes alone, without the type byte of revision 3
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below, and not copied on purpose
public record BinaryPacket(byte[] data) implements EnginePacket {

    /** Always {@link PacketType#MESSAGE}. */
    @Override
    public PacketType type() {
        return PacketType.MESSAGE;
    }

    @Override
    public int size() {
        return data.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryPacket packet && Arrays.equals(data, packet.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    /** For logs: the size only. */
    @Override
    public String toString() {
        return "MESSAGE of " + data.length + " bytes";
    }
}
