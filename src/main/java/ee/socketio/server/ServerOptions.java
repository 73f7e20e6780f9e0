package ee.socketio.server;

import ee.socketio.adapter.Recovery;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits of Socket.IO.
 *
 * @param connectTimeout how long a connection may belong to no namespace
 * @param middlewareTimeout how long a middleware may take to decide
 * @param ackTimeout how long an acknowledgement is waited for unless the application says otherwise
 * @param maxBacklogBytes how much one client may send ahead of its handlers
 * @param maxHeldBytes how much may be sent to a client while its connect handlers run
 * @param cleanupEmptyChildNamespaces whether namespaces of a family go with their last socket
 * @param recovery what is remembered for clients that lose their connection; empty for nothing
 * @param recoverySkipsMiddlewares whether such clients come back without passing the middlewares once more
 */
public record ServerOptions(
        Duration connectTimeout,
        Duration middlewareTimeout,
        Duration ackTimeout,
        int maxBacklogBytes,
        int maxHeldBytes,
        boolean cleanupEmptyChildNamespaces,
        Optional<Recovery.Limits> recovery,
        boolean recoverySkipsMiddlewares) {

    /** With what is optional as it is by default. */
    public ServerOptions(
            Duration connectTimeout,
            Duration middlewareTimeout,
            Duration ackTimeout,
            int maxBacklogBytes,
            int maxHeldBytes) {
        this(
                connectTimeout,
                middlewareTimeout,
                ackTimeout,
                maxBacklogBytes,
                maxHeldBytes,
                true,
                Optional.empty(),
                true);
    }
}
