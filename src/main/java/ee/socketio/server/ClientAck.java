package ee.socketio.server;

import ee.socketio.Ack;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The acknowledgement that a client wants under an id of its own. */
final class ClientAck implements Ack {
    /** For events whose sender wants none. */
    static final Ack NONE = new ClientAck(null, "");

    private final @Nullable ServerSocket socket;
    private final String id;
    private final AtomicBoolean sent = new AtomicBoolean();

    /**
     * @param id the client's digits
     */
    ClientAck(@Nullable ServerSocket socket, String id) {
        this.socket = socket;
        this.id = id;
    }

    @Override
    public boolean isRequested() {
        return socket != null;
    }

    @Override
    public void send(@Nullable Object... values) {
        if (socket == null || sent.get()) {
            return;
        }
        EncodedArguments encoded = socket.namespace().server().binding().acknowledgement(values);
        if (sent.compareAndSet(false, true)) {
            socket.acknowledge(id, encoded);
        }
    }
}
