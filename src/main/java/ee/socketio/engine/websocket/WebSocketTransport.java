package ee.socketio.engine.websocket;

import ee.socketio.engine.EngineServer;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.BinaryPacket;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.FrameCodec;
import ee.socketio.wire.engine.TextPacket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends over a container's WebSocket: one frame at a time, as Tomcat and Open Liberty demand, each started when the
 * container reports the one before as sent. Containers report on the sending thread or on another, sometimes before
 * the call returns; a loop that counts reports takes both, where a call out of the report would overflow the stack.
 */
final class WebSocketTransport implements Transport {
    private static final Long SEND_TIMEOUT_MILLIS = 20_000L;

    /** Tomcat's name for how long a thread that sends may wait for a peer that does not read. */
    private static final String TOMCAT_BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** As long as one that only closes. */
    private static final Long CLOSE_TIMEOUT_MILLIS = 1_000L;

    /** What a thread may wait for: less than any system buffers, so that it rarely has to. */
    private static final int PATIENT_BYTES = 32 * 1024;

    /** A peer that needs longer for that is slow: nobody waits for it until it has caught up. */
    private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Tomcat's name for how long the peer may take to answer the close frame. */
    private static final String TOMCAT_SESSION_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private static final Long SESSION_CLOSE_TIMEOUT_MILLIS = 5_000L;

    private final Session webSocket;

    /** Those of the session, which does not tell them any more when it has been closed. */
    private final Map<String, Object> properties;

    private final RemoteEndpoint.Async remote;
    private final RemoteEndpoint.Basic patient;
    private final boolean batches;
    private final EngineRevision revision;
    private final boolean base64;
    private final EngineServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile CloseCode closeCode = CloseCodes.NORMAL_CLOSURE;
    private volatile boolean slow;

    /** The container's thread for as long as it is in a callback; no other one reads its own name here. */
    private @Nullable Thread callback;

    /** Whether that thread has to close when it leaves; of no concern to any other. */
    private boolean closesOnLeaving;

    WebSocketTransport(Session webSocket, EngineRevision revision, boolean base64, EngineServer server) {
        this.webSocket = webSocket;
        properties = webSocket.getUserProperties();
        this.revision = revision;
        this.base64 = base64;
        this.server = server;
        patient = webSocket.getBasicRemote();
        batches = batches(patient);
        remote = webSocket.getAsyncRemote();
        remote.setSendTimeout(SEND_TIMEOUT_MILLIS);
        properties.put(TOMCAT_BLOCKING_SEND_TIMEOUT, SEND_TIMEOUT_MILLIS);
        properties.put(TOMCAT_SESSION_CLOSE_TIMEOUT, SESSION_CLOSE_TIMEOUT_MILLIS);
    }

    private static boolean batches(RemoteEndpoint remote) {
        try {
            remote.setBatchingAllowed(true);
            boolean allowed = remote.getBatchingAllowed();
            remote.setBatchingAllowed(false);
            return allowed;
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }

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
        new BurstWriter(burst, completion).reported();
    }

    @Override
    public boolean prefersPatience() {
        return batches && !slow && server.patience().availablePermits() > 0;
    }

    @Override
    public void sendPatiently(List<OutboundMessage> burst, Completion completion) {
        Semaphore patience = server.patience();
        if (!batches || slow || isLarge(burst) || !patience.tryAcquire()) {
            send(burst, completion);
            return;
        }
        String failure = null;
        long start = System.nanoTime();
        try {
            write(burst);
        } catch (IOException | RuntimeException e) {
            failure = e.toString();
        } finally {
            patience.release();
        }
        slow = System.nanoTime() - start > PROMPT_NANOS;
        if (failure == null) {
            completion.sent();
        } else {
            completion.failed(failure);
        }
    }

    private static boolean isLarge(List<OutboundMessage> burst) {
        int bytes = 0;
        for (OutboundMessage message : burst) {
            bytes += message.bytes();
        }
        return bytes > PATIENT_BYTES;
    }

    private void write(List<OutboundMessage> burst) throws IOException {
        boolean isSingle = burst.size() == 1 && burst.get(0).packets().size() == 1;
        if (isSingle) {
            write(burst.get(0).packets().get(0));
            return;
        }
        patient.setBatchingAllowed(true);
        try {
            for (OutboundMessage message : burst) {
                for (EnginePacket packet : message.packets()) {
                    write(packet);
                }
            }
        } finally {
            // Flushes.
            patient.setBatchingAllowed(false);
        }
    }

    private void write(EnginePacket packet) throws IOException {
        if (closed.get()) {
            throw new IOException("closed");
        }
        if (packet instanceof TextPacket text) {
            patient.sendText(text.frame());
        } else if (packet instanceof BinaryPacket binary) {
            if (base64) {
                patient.sendText(FrameCodec.base64Frame(binary, revision));
            } else {
                patient.sendBinary(ByteBuffer.wrap(FrameCodec.binaryFrame(binary, revision)));
            }
        }
    }

    /** A message larger than allowed has come: the close frame is to say so. */
    void tooLarge() {
        closeCode = CloseCodes.TOO_BIG;
    }

    /** The connection is over, and there is nothing left to be closed. */
    void ended() {
        closed.set(true);
    }

    /** Does, on the container's thread, what it has called for; a close that comes of it follows, even if it fails. */
    void inCallback(Runnable deed) {
        callback = Thread.currentThread();
        try {
            deed.run();
        } finally {
            callback = null;
            if (closesOnLeaving) {
                closesOnLeaving = false;
                closeHere();
            }
        }
    }

    /**
     * By the container's thread as it leaves, if what it has brought is the reason: Payara recycles the request below a
     * connection that another thread closes, be it still read from, and the next one gets what is left. Else
     * elsewhere, because a container waits for a peer that does not read before it can send the close frame.
     */
    @Override
    public void close(Farewell farewell) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (callback == Thread.currentThread()) {
            closesOnLeaving = true;
        } else {
            closeElsewhere();
        }
    }

    /** Unless too many threads are waiting for a peer already. */
    private void closeHere() {
        Semaphore patience = server.patience();
        if (!patience.tryAcquire()) {
            closeElsewhere();
            return;
        }
        try {
            closeWebSocket();
        } finally {
            patience.release();
        }
    }

    private void closeElsewhere() {
        server.executor().execute(this::closeWebSocket);
    }

    private void closeWebSocket() {
        properties.put(TOMCAT_BLOCKING_SEND_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
        close(webSocket, closeCode);
    }

    static void close(Session webSocket, CloseCode code) {
        try {
            webSocket.close(new CloseReason(code, null));
        } catch (IOException | RuntimeException gone) {
            // The peer was faster.
        }
    }

    /** Sends the frames of one burst. */
    private final class BurstWriter implements SendHandler {
        private final List<OutboundMessage> burst;
        private final Completion completion;
        private final AtomicInteger reports = new AtomicInteger();
        private final long start = System.nanoTime();
        private int message;
        private int packet;

        BurstWriter(List<OutboundMessage> burst, Completion completion) {
            this.burst = burst;
            this.completion = completion;
        }

        @Override
        public void onResult(SendResult result) {
            if (result.isOK()) {
                reported();
            } else {
                completion.failed(String.valueOf(result.getException()));
            }
        }

        /** The frame before has been sent, or there is none. */
        private void reported() {
            if (reports.getAndIncrement() > 0) {
                return;
            }
            do {
                if (message == burst.size()) {
                    slow = System.nanoTime() - start > PROMPT_NANOS;
                    completion.sent();
                    return;
                }
                if (closed.get()) {
                    // Before its time: a client that is thrown out is not sent the rest.
                    completion.failed("closed");
                    return;
                }
                OutboundMessage current = burst.get(message);
                EnginePacket next = current.packets().get(packet);
                if (++packet == current.packets().size()) {
                    packet = 0;
                    message++;
                }
                if (!start(next)) {
                    return;
                }
            } while (reports.decrementAndGet() > 0);
        }

        private boolean start(EnginePacket next) {
            try {
                if (next instanceof TextPacket text) {
                    remote.sendText(text.frame(), this);
                } else if (next instanceof BinaryPacket binary) {
                    if (base64) {
                        remote.sendText(FrameCodec.base64Frame(binary, revision), this);
                    } else {
                        remote.sendBinary(ByteBuffer.wrap(FrameCodec.binaryFrame(binary, revision)), this);
                    }
                }
                return true;
            } catch (RuntimeException e) {
                completion.failed(e.toString());
                return false;
            }
        }
    }
}
