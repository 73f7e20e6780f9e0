package ee.socketio.process;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
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
    private final ProgramServer.Closing closing;
    private final Duration pingInterval;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean withinMessage;

    /** When the first ping was sent that has not been answered; 0 when there is none. */
    private final AtomicLong asked = new AtomicLong();

    WebSocketClient(Session session, ProgramServer.Closing closing, Duration pingInterval) {
        this.session = session;
        this.closing = closing;
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
            if (ended.get()) {
                return false;
            }
            frame.run();
            return true;
        } catch (IOException | RuntimeException gone) {
            end(Ending.STOPPED);
            return false;
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void end(Ending ending) {
        if (ended.compareAndSet(false, true)) {
            try {
                session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
                closing.close(session, new CloseReason(ending.code(), ending.reason()));
            } catch (IOException | RuntimeException gone) {
                // The client was faster.
            }
        }
    }

    /** Something has come from it. */
    void heard() {
        asked.set(0);
    }

    /** Sends a ping, or gives up a client that has not answered one for two intervals. */
    void ping() {
        long now = System.nanoTime();
        long since = asked.get();
        if (since != 0 && now - since >= 2 * pingInterval.toNanos()) {
            end(Ending.SILENT);
            return;
        }
        try {
            asked.compareAndSet(0, now);
            if (!ended.get() && !sending.isLocked()) {
                // Behind a message that the client does not read a ping would only wait.
                remote.sendPing(ByteBuffer.allocate(0));
            }
        } catch (IOException | RuntimeException gone) {
            end(Ending.SILENT);
        }
    }
}
