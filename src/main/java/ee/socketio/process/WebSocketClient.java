package ee.socketio.process;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A client with a WebSocket. It is sent one message at a time, and whoever sends waits until the container took it. */
final class WebSocketClient implements Client {
    /** Tomcat's name for how long a blocking send may take. */
    private static final String TOMCAT_BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final Long FOREVER = -1L;

    /** How long the close frame may wait for a client that does not read. */
    private static final Long CLOSE_TIMEOUT_MILLIS = 1_000L;

    private final Session session;
    private final RemoteEndpoint.Basic remote;
    private final ProgramServer server;
    private final Duration pingInterval;

    /** Fair: a ping has its turn between the messages of a program that prints without end. */
    private final ReentrantLock sending = new ReentrantLock(true);

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean withinMessage;
    private volatile boolean heldUp;
    private final AtomicBoolean pinging = new AtomicBoolean();

    /** When the first ping was sent that has not been answered; 0 when there is none. */
    private final AtomicLong asked = new AtomicLong();

    WebSocketClient(Session session, ProgramServer server, Duration pingInterval) {
        this.session = session;
        this.server = server;
        this.pingInterval = pingInterval;
        remote = session.getBasicRemote();
        session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, FOREVER);
    }

    @Override
    public boolean text(String text, boolean last) {
        return send(() -> {
            if (last && !withinMessage) {
                remote.sendText(text);
            } else {
                remote.sendText(text, last);
                withinMessage = !last;
            }
        });
    }

    @Override
    public boolean binary(ByteBuffer bytes) {
        return send(() -> remote.sendBinary(bytes));
    }

    private interface Sending {
        void run() throws IOException;
    }

    private boolean send(Sending frame) {
        sending.lock();
        try {
            return sendAlone(frame);
        } finally {
            sending.unlock();
        }
    }

    /** With the lock held. */
    private boolean sendAlone(Sending frame) {
        if (ended.get()) {
            return false;
        }
        try {
            frame.run();
            return true;
        } catch (IOException | RuntimeException gone) {
            end(Ending.STOPPED);
            return false;
        }
    }

    /** A pong that nobody has asked for (RFC 6455 §5.5.3) takes a connection to send it. */
    @Override
    public boolean isThere() {
        if (!sending.tryLock()) {
            // Whoever sends finds out.
            return !ended.get();
        }
        try {
            return sendAlone(() -> remote.sendPong(ByteBuffer.allocate(0)));
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void end(Ending ending) {
        if (ended.compareAndSet(false, true)) {
            try {
                session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
                server.closing().close(session, new CloseReason(ending.code(), ending.reason()));
            } catch (IOException | RuntimeException gone) {
                // The client was faster.
            }
        }
    }

    /** Something has come from it. */
    void heard() {
        asked.set(0);
    }

    /** Whether what it sends has to wait, its pongs included. */
    void heldUp(boolean waits) {
        heldUp = waits;
        heard();
    }

    /**
     * Sends a ping, or gives up a client that has not answered one for two intervals, or has taken nothing else for so
     * long that it could not be sent one.
     */
    void ping() {
        long since = asked.get();
        if (heldUp) {
            return;
        }
        if (since != 0 && server.nanos() - since >= 2 * pingInterval.toNanos()) {
            end(Ending.SILENT);
        } else if (pinging.compareAndSet(false, true)) {
            try {
                pingBetweenMessages();
            } finally {
                pinging.set(false);
            }
        }
    }

    private void pingBetweenMessages() {
        try {
            if (!sending.tryLock(2 * pingInterval.toNanos(), TimeUnit.NANOSECONDS)) {
                end(Ending.SILENT);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            asked.compareAndSet(0, server.nanos());
            sendAlone(() -> remote.sendPing(ByteBuffer.allocate(0)));
        } finally {
            sending.unlock();
        }
    }
}
