package ee.socketio.server;

import ee.socketio.engine.OutboundMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one socket sends. Until the client has been told that it is connected, messages are held back, so that nothing
 * overtakes the CONNECT packet; volatile ones are dropped.
 *
 * <p>HOLDING → OPEN or SHUT. What is held is bounded: a client that is sent more before its CONNECT is disconnected.
 */
final class Outbox {
    private enum State {
        HOLDING,
        OPEN,
        SHUT
    }

    private final SocketConnection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<OutboundMessage> held = new ArrayDeque<>(0);
    private long heldBytes;
    private volatile State state = State.HOLDING;

    Outbox(SocketConnection connection) {
        this.connection = connection;
    }

    void send(OutboundMessage message) {
        if (state == State.HOLDING && (message.isVolatile() || hold(message))) {
            return;
        }
        if (state == State.OPEN) {
            connection.send(message);
        }
    }

    private boolean hold(OutboundMessage message) {
        long bytes;
        lock.lock();
        try {
            if (state != State.HOLDING) {
                return false;
            }
            held.add(message);
            heldBytes += message.bytes();
            bytes = heldBytes;
        } finally {
            lock.unlock();
        }
        if (bytes > connection.server().options().maxHeldBytes()) {
            connection.heldTooMuch(bytes);
        }
        return true;
    }

    /**
     * Sends the CONNECT packet and what was held back; nothing once it is shut. To be called at most once.
     *
     * @param missed what goes ahead of it to a client that has come back
     */
    void open(List<OutboundMessage> missed, OutboundMessage connect) {
        if (state == State.SHUT) {
            return;
        }
        missed.forEach(connection::send);
        connection.send(connect);
        List<OutboundMessage> batch = takeHeld();
        while (!batch.isEmpty()) {
            batch.forEach(connection::send);
            batch = takeHeld();
        }
    }

    /** What comes while a batch is being sent is held behind it. */
    private List<OutboundMessage> takeHeld() {
        lock.lock();
        try {
            if (state == State.HOLDING && held.isEmpty()) {
                state = State.OPEN;
            }
            List<OutboundMessage> batch = new ArrayList<>(held);
            held.clear();
            heldBytes = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops what is held and will come.
     *
     * @return false, and nothing happens, when it is open or shut already
     */
    boolean shut() {
        lock.lock();
        try {
            if (state != State.HOLDING) {
                return false;
            }
            state = State.SHUT;
            held.clear();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
