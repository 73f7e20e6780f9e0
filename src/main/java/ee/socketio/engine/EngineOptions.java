package ee.socketio.engine;

import java.time.Duration;
import java.util.Set;

/**
 * The limits and intervals of Engine.IO.
 *
 * @param pingInterval between the last sign of life and the next heartbeat
 * @param pingTimeout how long the answer to a heartbeat may take
 * @param upgradeTimeout how long a WebSocket may probe
 * @param admissionTimeout how long {@link EngineHooks#refusalLater} and {@link EngineHooks#sessionIdLater} may take
 * @param maxPayload the largest HTTP body or WebSocket message taken, in bytes
 * @param maxQueueBytes how much may wait for one client; a single message is taken by an empty queue whatever its size
 * @param queuePolicy what happens when it is more
 * @param transports what is offered
 * @param allowUpgrades whether polling may become a WebSocket
 * @param allowRevision3 whether clients of Engine.IO 3 are served
 * @param perMessageDeflate whether a WebSocket may compress messages, if the container offers it
 * @param initialPacket a MESSAGE that each client is sent with the answer to its handshake; empty for none
 * @param maxWaiting how many threads at most wait for peers that are slow to read; what is sent beside them takes ways
 *     on which nobody waits
 */
public record EngineOptions(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration admissionTimeout,
        int maxPayload,
        int maxQueueBytes,
        QueuePolicy queuePolicy,
        Set<TransportName> transports,
        boolean allowUpgrades,
        boolean allowRevision3,
        boolean perMessageDeflate,
        String initialPacket,
        int maxWaiting) {
    /** As many waiting threads as a small pool can spare. */
    public static final int SOME_WAITING = 8;

    /** Copies the set. */
    public EngineOptions {
        transports = Set.copyOf(transports);
    }

    /** The same, but clients of Engine.IO 3 are refused. */
    public EngineOptions withoutRevision3() {
        return new EngineOptions(
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                admissionTimeout,
                maxPayload,
                maxQueueBytes,
                queuePolicy,
                transports,
                allowUpgrades,
                false,
                perMessageDeflate,
                initialPacket,
                maxWaiting);
    }
}
