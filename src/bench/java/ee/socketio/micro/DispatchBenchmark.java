package ee.socketio.micro;

import ee.socketio.engine.EngineSession;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An event of 64 characters from its frame through its handler, and the answer to the transport; no thread changes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DispatchBenchmark {
    private static final String ARGUMENT = "{\"n\":1,\"text\":\"" + "x".repeat(64) + "\"}";

    private final Premises premises = new Premises();
    private final Bystander transport = new Bystander();
    private final EngineSession session = client();
    private final TextPacket ignored = message("2[\"ignored\"," + ARGUMENT + "]");
    private final TextPacket echo = message("2[\"echo\"," + ARGUMENT + "]");
    private final TextPacket acknowledged = message("27[\"acknowledged\"," + ARGUMENT + "]");

    private static TextPacket message(String packet) {
        return TextPacket.of(PacketType.MESSAGE, packet);
    }

    private EngineSession client() {
        premises.server().of("/").onConnect(socket -> {
            socket.on("ignored", event -> {});
            socket.on("echo", event -> socket.emit("echo", event.arguments().get(0, Object.class)));
            socket.on("acknowledged", event -> event.ack().send(event.arguments().get(0, Object.class)));
        });
        return premises.client(transport);
    }

    /** Ends the server. */
    @TearDown
    public void end() {
        premises.close();
    }

    /** A handler that asks for no argument: nothing is bound and nothing answered. */
    @Benchmark
    public void ignored() {
        session.received(transport, ignored);
    }

    /** The argument is bound and sent back. */
    @Benchmark
    public EnginePacket echo() {
        session.received(transport, echo);
        return transport.last();
    }

    /** The argument is bound and acknowledged with. */
    @Benchmark
    public EnginePacket ack() {
        session.received(transport, acknowledged);
        return transport.last();
    }
}
