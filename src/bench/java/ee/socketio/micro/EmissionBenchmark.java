package ee.socketio.micro;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.wire.engine.EnginePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An event from the application to the transports of its recipients: bound and encoded once, queued once each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EmissionBenchmark {
    private static final int ROOM = 10;

    /** Sockets in the namespace. */
    @Param({"1", "1000"})
    public int sockets;

    private final Premises premises = new Premises();
    private final Bystander transport = new Bystander();
    private final Namespace namespace = premises.server().of("/");
    private final Map<String, Object> argument = Map.of("n", 1, "text", "x".repeat(64));

    /** Connects them; the first ten enter a room. */
    @Setup
    public void connect() {
        List<Socket> connected = new ArrayList<>();
        namespace.onConnect(connected::add);
        for (int i = 0; i < sockets; i++) {
            premises.client(transport);
        }
        if (connected.size() != sockets) {
            throw new IllegalStateException(connected.size() + " sockets (expected: " + sockets + ")");
        }
        connected.stream().limit(ROOM).forEach(socket -> socket.join("room"));
    }

    /** Ends the server. */
    @TearDown
    public void end() {
        premises.close();
    }

    /** To all. */
    @Benchmark
    public EnginePacket broadcast() {
        namespace.emit("tick", argument);
        return transport.last();
    }

    /** To the room. */
    @Benchmark
    public EnginePacket room() {
        namespace.to("room").emit("tick", argument);
        return transport.last();
    }
}
