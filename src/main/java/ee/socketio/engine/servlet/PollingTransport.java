package ee.socketio.engine.servlet;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Transport;
import ee.socketio.engine.TransportName;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.Jsonp;
import ee.socketio.wire.engine.Payload;
import ee.socketio.wire.engine.PayloadCodec;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.TextPacket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: at most one GET is parked until there is something to send, at most one POST is being received.
 * A second one of either kind ends the session.
 *
 * <p>Whoever takes the parked GET out of its reference answers it; so each is answered once, and the next GET, which
 * may come while this thread is still cleaning up, finds the place free.
 */
final class PollingTransport implements Transport {
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String SCRIPT = "text/javascript; charset=UTF-8";
    private static final String BYTES = "application/octet-stream";

    private final EngineRevision revision;
    private final boolean base64;
    private final @Nullable String jsonpIndex;
    private final AtomicReference<@Nullable PollExchange> parked = new AtomicReference<>();
    private final AtomicReference<@Nullable PostExchange> posting = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * @param base64 whether the client cannot take bytes
     * @param jsonp the parameter {@code j} of the handshake; null when the client does not wish for JSONP
     */
    PollingTransport(EngineRevision revision, boolean base64, @Nullable String jsonp) {
        this.revision = revision;
        this.base64 = base64;
        jsonpIndex = jsonp == null ? null : Jsonp.digits(jsonp);
    }

    @Override
    public TransportName name() {
        return TransportName.POLLING;
    }

    EngineRevision revision() {
        return revision;
    }

    boolean isJsonp() {
        return jsonpIndex != null;
    }

    @Override
    public boolean writable() {
        return parked.get() != null;
    }

    /** The GET that opened the session; its answer carries the OPEN packet. */
    void handshake(PollExchange exchange) {
        parked.set(exchange);
    }

    /** A GET has come. */
    void poll(EngineSession session, PollExchange exchange) throws IOException {
        if (!parked.compareAndSet(null, exchange)) {
            exchange.refuse(null);
            session.lost(this, CloseReason.TRANSPORT_ERROR, "overlap from client");
        } else if (closed && parked.compareAndSet(exchange, null)) {
            exchange.refuse(session.isOpen() ? ProtocolError.BAD_REQUEST : ProtocolError.UNKNOWN_SID);
        } else {
            session.drain();
            exchange.leaveContainerThread();
        }
    }

    /** A POST begins. False when there is one already, which ends the session, or when all is over. */
    boolean startPost(EngineSession session, PostExchange exchange) {
        if (!posting.compareAndSet(null, exchange)) {
            session.lost(this, CloseReason.TRANSPORT_ERROR, "data request overlap from client");
            return false;
        }
        return !closed || !posting.compareAndSet(exchange, null);
    }

    /** A POST has been received; the client may start the next one as soon as it reads the answer. */
    void endPost(PostExchange exchange) {
        posting.compareAndSet(exchange, null);
    }

    @Override
    public void send(List<OutboundMessage> burst, Completion completion) {
        PollExchange exchange = parked.getAndSet(null);
        if (exchange == null) {
            completion.unsent();
            return;
        }
        boolean compressible = false;
        List<EnginePacket> packets = new ArrayList<>(burst.size());
        for (OutboundMessage message : burst) {
            packets.addAll(message.packets());
            compressible |= message.compress();
        }
        answer(exchange, packets, compressible, completion);
    }

    private void answer(
            PollExchange exchange, List<EnginePacket> packets, boolean compressible, @Nullable Completion completion) {
        if (jsonpIndex != null) {
            byte[] script = Jsonp.wrap(jsonpIndex, PayloadCodec.encodeText(packets, revision));
            exchange.answer(script, SCRIPT, compressible, completion);
        } else {
            Payload payload = PayloadCodec.encode(packets, revision, base64);
            exchange.answer(payload.body(), payload.binary() ? BYTES : TEXT, compressible, completion);
        }
    }

    @Override
    public void close(Farewell farewell) {
        closed = true;
        PostExchange interrupted = posting.getAndSet(null);
        if (interrupted != null) {
            interrupted.abort();
        }
        PollExchange exchange = parked.getAndSet(null);
        if (exchange != null) {
            List<EnginePacket> packets =
                    switch (farewell) {
                        case RELEASE -> List.of(TextPacket.NOOP);
                        case CLOSE -> List.of(TextPacket.CLOSE);
                        case NOOP_AND_CLOSE -> List.of(TextPacket.NOOP, TextPacket.CLOSE);
                    };
            // After the end nobody asks whether the farewell has arrived.
            answer(exchange, packets, false, null);
        }
    }
}
