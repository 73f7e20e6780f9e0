package ee.socketio.wire.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A packet of text, held as the complete text frame, type digit included ({@code 4hello}), so that one string serves
 * every recipient of a broadcast.
 *
 * <p>Equal when the frames are equal. Not a record only because the size is computed once and kept.
 */
public final class TextPacket implements EnginePacket {

    private static final Map<PacketType, TextPacket> BARE = bare();

    /** A heartbeat without data. */
    public static final TextPacket PING = bare(PacketType.PING);
    /** The answer to a heartbeat. */
    public static final TextPacket PONG = bare(PacketType.PONG);
    /** Releases a poll. */
    public static final TextPacket NOOP = bare(PacketType.NOOP);
    /** Closes the session. */
    public static final TextPacket CLOSE = bare(PacketType.CLOSE);
    /** Completes an upgrade. */
    public static final TextPacket UPGRADE = bare(PacketType.UPGRADE);

    private final PacketType type;
    private final String frame;

    /** 0 while unknown; no frame is empty. Threads that race write the same value, as in {@code String.hashCode}. */
    private int size;

    /**
     * A packet from its complete frame.
     *
     * @param frame the type's code, then the data
     * @throws IllegalArgumentException when the frame does not start with the type's code
     */
    public TextPacket(PacketType type, String frame) {
        if (frame.isEmpty() || frame.charAt(0) != type.code()) {
            throw new IllegalArgumentException(
                    "frame: " + ProtocolException.excerpt(frame) + " (expected: starting with " + type.code() + ")");
        }
        this.type = type;
        this.frame = frame;
    }

    /** A packet of this type and data; the constants are used where the data is empty. */
    public static TextPacket of(PacketType type, String data) {
        return data.isEmpty() ? bare(type) : new TextPacket(type, type.code() + data);
    }

    static TextPacket bare(PacketType type) {
        return Objects.requireNonNull(BARE.get(type));
    }

    private static Map<PacketType, TextPacket> bare() {
        Map<PacketType, TextPacket> packets = new EnumMap<>(PacketType.class);
        for (PacketType type : PacketType.values()) {
            packets.put(type, new TextPacket(type, String.valueOf(type.code())));
        }
        return packets;
    }

    @Override
    public PacketType type() {
        return type;
    }

    /** The whole text, type digit included. */
    public String frame() {
        return frame;
    }

    /** The text behind the type digit; a new string at each call. */
    public String data() {
        return frame.substring(1);
    }

    /** Bytes of the frame in UTF-8. */
    @Override
    public int size() {
        int known = size;
        if (known == 0) {
            known = Utf8.length(frame);
            size = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPacket packet && frame.equals(packet.frame);
    }

    @Override
    public int hashCode() {
        return frame.hashCode();
    }

    /** For logs: the type and at most the frame's first characters. */
    @Override
    public String toString() {
        return type + " " + ProtocolException.excerpt(frame);
    }
}
