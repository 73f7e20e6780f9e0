package ee.socketio.wire.socket;

import ee.socketio.wire.engine.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Socket.IO packets become Engine.IO messages and back. Client and server must use the same; what the layers above
 * see is the same for all: JSON texts with placeholders, and attachments.
 *
 * <p>Parsers are immutable and may be shared; a {@link Decoder} belongs to one connection.
 */
public interface PacketParser {

    /** The one every client has by default: JSON text, attachments as binary messages behind it. */
    static PacketParser json(DecoderLimits limits) {
        return new JsonPacketParser(limits);
    }

    /** That of the package {@code socket.io-msgpack-parser}: each packet one binary message in MessagePack. */
    static PacketParser msgpack(DecoderLimits limits) {
        return new MsgpackPacketParser(limits);
    }

    /**
     * Whether clients of Engine.IO 3 can be spoken with in this way. Where not, they are to be refused: they would wait
     * for a CONNECT packet that they cannot read.
     */
    boolean suitsRevision3();

    /** A decoder for a new connection. */
    Decoder newDecoder();

    /**
     * An event.
     *
     * @param id digits under which an acknowledgement is wanted, or null
     * @param json the array of name and arguments, with placeholders where the attachments belong
     * @param attachments not copied
     * @return the messages, to be sent in this order with nothing in between; unmodifiable
     */
    List<EnginePacket> event(String namespace, @Nullable String id, String json, List<byte[]> attachments);

    /** The answer to an event: as {@link #event}, without the name. */
    List<EnginePacket> ack(String namespace, String id, String json, List<byte[]> attachments);

    /** Asks to join a namespace, or confirms that; the payload is an object, or null for none. */
    List<EnginePacket> connect(String namespace, @Nullable String json);

    /** Leaves a namespace. */
    List<EnginePacket> disconnect(String namespace);

    /** A namespace could not be joined; the payload is an object, in revision 4 any value. */
    List<EnginePacket> connectError(String namespace, String json);

    /** The half of a parser that remembers: it holds a packet until its attachments have come. Not thread-safe. */
    interface Decoder {

        /**
         * Takes the next text message.
         *
         * @param frame the Engine.IO frame
         * @param offset where the message starts: 1, behind Engine.IO's type
         * @return the packet; null while attachments are outstanding
         * @throws ee.socketio.wire.engine.ProtocolException {@code INVALID_PACKET}; the connection is to be closed, and
         *     the decoder not used again
         */
        @Nullable
        SocketPacket text(String frame, int offset);

        /**
         * Takes the next binary message, which is kept and not copied.
         *
         * @return the packet; null while attachments are outstanding
         * @throws ee.socketio.wire.engine.ProtocolException as {@link #text}
         */
        @Nullable
        SocketPacket binary(byte[] data);
    }
}
