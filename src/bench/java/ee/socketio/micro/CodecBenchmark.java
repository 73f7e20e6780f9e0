package ee.socketio.micro;

import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.TextPacket;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.PacketParser;
import ee.socketio.wire.socket.SocketPacket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event between its frame and its packet: the JSON is checked and its elements found, but nothing is bound. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    /** Characters in the argument. */
    @Param({"64", "1024"})
    public int size;

    private final PacketParser parser = PacketParser.json(DecoderLimits.DEFAULT);
    private final PacketParser msgpack = PacketParser.msgpack(DecoderLimits.DEFAULT);
    private final PacketParser.Decoder decoder = parser.newDecoder();
    private final PacketParser.Decoder msgpackDecoder = msgpack.newDecoder();
    private String json = "";
    private String frame = "";
    private byte[] message = {};

    /** Builds the event. */
    @Setup
    public void event() {
        json = "[\"echo\",{\"n\":1,\"text\":\"" + "x".repeat(size) + "\"}]";
        frame = ((TextPacket) parser.event("/", null, json, List.of()).get(0)).frame();
        message = ((BinaryPacket)
                        msgpack.event("/", null, json, List.of()).get(0))
                .data();
    }

    /** Frame to packet. */
    @Benchmark
    public @Nullable SocketPacket decode() {
        return decoder.text(frame, 1);
    }

    /** Packet to frame. */
    @Benchmark
    public List<EnginePacket> encode() {
        return parser.event("/", null, json, List.of());
    }

    /** Message to packet in MessagePack. */
    @Benchmark
    public @Nullable SocketPacket decodeMsgpack() {
        return msgpackDecoder.binary(message);
    }

    /** Packet to message in MessagePack. */
    @Benchmark
    public List<EnginePacket> encodeMsgpack() {
        return msgpack.event("/", null, json, List.of());
    }
}
