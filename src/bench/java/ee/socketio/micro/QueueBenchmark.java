package ee.socketio.micro;

import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.TextPacket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Messages through the outbound queue of a session: one that finds it empty, and eight that wait for one before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueueBenchmark {
    private static final int WAITING = 8;

    private final Premises premises = new Premises();
    private final SlowTransport transport = new SlowTransport();
    private final EngineSession session = premises.client(transport);
    private final OutboundMessage message = OutboundMessage.of(
            List.of(TextPacket.of(PacketType.MESSAGE, "2[\"tick\",\"" + "x".repeat(64) + "\"]")), true);

    /** Ends the server. */
    @TearDown
    public void end() {
        premises.close();
    }

    /** One at a time. */
    @Benchmark
    public int alone() {
        session.send(message);
        return transport.settle();
    }

    /** Eight in a burst behind the one that is under way. */
    @Benchmark
    @OperationsPerInvocation(WAITING + 1)
    public int burst() {
        for (int i = 0; i <= WAITING; i++) {
            session.send(message);
        }
        return transport.settle();
    }

    /** Has sent a burst when it is told so. */
    private static final class SlowTransport implements Transport {
        private int taken;
        private @Nullable Completion underWay;

        @Override
        public TransportName name() {
            return TransportName.WEBSOCKET;
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void send(List<OutboundMessage> burst, Completion completion) {
            taken += burst.size();
            underWay = completion;
        }

        @Override
        public void close(Farewell farewell) {
            underWay = null;
        }

        int settle() {
            for (Completion settled = underWay; settled != null; settled = underWay) {
                underWay = null;
                settled.sent();
            }
            int messages = taken;
            taken = 0;
            return messages;
        }
    }
}
