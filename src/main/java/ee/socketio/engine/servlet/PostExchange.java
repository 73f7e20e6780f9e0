package ee.socketio.engine.servlet;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineSession;
import ee.socketio.wire.engine.EnginePacket;
import ee.socketio.wire.engine.EngineRevision;
import ee.socketio.wire.engine.Jsonp;
import ee.socketio.wire.engine.PayloadCodec;
import ee.socketio.wire.engine.ProtocolError;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.Utf8;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One POST: its body is read as it comes, by no thread of its own and never beyond the limit, handed up packet by
 * packet, and answered {@code ok} when all of it has been. A small body that has come with its headers needs no second
 * call of the container.
 */
final class PostExchange implements ReadListener {
    private static final byte[] OK = {'o', 'k'};
    private static final int FIRST_BUFFER = 1024;
    private static final String CLOSED_PREMATURELY = "data request connection closed prematurely";

    /** The answers there are; the official server sends a body with the first one alone. */
    private enum Answer {
        OK,
        /** The rules of polling were broken. */
        BROKEN_RULE,
        /** The body is no payload. */
        MALFORMED,
        TOO_LARGE
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final EngineSession session;
    private final PollingTransport transport;
    private final int maxBytes;
    private final ServletInputStream in;
    private final AtomicBoolean answered = new AtomicBoolean();
    private byte[] body = new byte[FIRST_BUFFER];
    private int length;
    private volatile boolean received;

    /** Null as long as the container's thread is in the filter. */
    private volatile @Nullable AsyncContext async;

    private PostExchange(
            HttpServletRequest request,
            HttpServletResponse response,
            EngineSession session,
            PollingTransport transport,
            int maxBytes)
            throws IOException {
        this.request = request;
        this.response = response;
        this.session = session;
        this.transport = transport;
        this.maxBytes = maxBytes;
        in = request.getInputStream();
    }

    /** Receives the body; returns before it is there. */
    static void start(
            HttpServletRequest request,
            HttpServletResponse response,
            EngineSession session,
            PollingTransport transport,
            int maxBytes)
            throws IOException {
        PostExchange exchange = new PostExchange(request, response, session, transport, maxBytes);
        exchange.readAtOnce();
        if (!transport.startPost(session, exchange)) {
            exchange.answer(Answer.BROKEN_RULE);
        } else if (exchange.isBinary() && transport.revision() == EngineRevision.V4) {
            session.lost(transport, CloseReason.TRANSPORT_ERROR, "invalid content");
            exchange.answer(Answer.BROKEN_RULE);
        } else if (request.getContentLengthLong() > maxBytes) {
            exchange.answer(Answer.TOO_LARGE);
        } else if (exchange.received) {
            exchange.finish();
        } else {
            exchange.readAsItComes();
        }
    }

    /** Reads what is there, if all of it may be. */
    private void readAtOnce() throws IOException {
        long declared = request.getContentLengthLong();
        boolean small = declared <= Math.min(maxBytes, body.length);
        int read = 1;
        try {
            while (small && length < declared && read > 0 && in.available() > 0) {
                read = in.read(body, length, (int) declared - length);
                length += Math.max(0, read);
            }
        } catch (IOException gone) {
            session.lost(transport, CloseReason.TRANSPORT_ERROR, CLOSED_PREMATURELY);
            throw gone;
        }
        received = length == declared;
    }

    private void readAsItComes() {
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        async = context;
        in.setReadListener(this);
    }

    private boolean isBinary() {
        return "application/octet-stream".equals(request.getContentType());
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!answered.get() && in.isReady()) {
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(2L * length, maxBytes + 1L));
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                // Payara does not always call onAllDataRead.
                onAllDataRead();
                return;
            }
            length += read;
            if (length > maxBytes) {
                answer(Answer.TOO_LARGE);
            }
            if (isAll()) {
                onAllDataRead();
                return;
            }
        }
    }

    /**
     * Whether nothing more will come. Payara calls a body finished that it has received, however little of it has been
     * read: only when a read did not fill the buffer there was no more to be had.
     */
    private boolean isAll() {
        long declared = request.getContentLengthLong();
        return declared >= 0 ? length >= declared : length < body.length && in.isFinished();
    }

    @Override
    public void onAllDataRead() {
        if (!received && !answered.get()) {
            received = true;
            answer(handUp());
        }
    }

    /** All of it was there at once. */
    private void finish() {
        try {
            answer(handUp());
        } catch (RuntimeException e) {
            onError(e);
        }
    }

    private Answer handUp() {
        Consumer<EnginePacket> sink = packet -> session.received(transport, packet);
        try {
            if (isBinary()) {
                PayloadCodec.decodeBinary(Arrays.copyOf(body, length), sink);
            } else {
                String text = Utf8.decode(body, 0, length);
                String payload = transport.isJsonp() ? Jsonp.payloadOf(text) : text;
                if (payload != null) {
                    PayloadCodec.decode(payload, transport.revision(), sink);
                }
            }
            return Answer.OK;
        } catch (ProtocolException e) {
            session.malformed(transport, e);
            return Answer.MALFORMED;
        }
    }

    @Override
    public void onError(Throwable problem) {
        if (answered.get()) {
            // Payara does not like that the rest of a body is not read.
            return;
        }
        if (!received) {
            session.lost(transport, CloseReason.TRANSPORT_ERROR, CLOSED_PREMATURELY);
        } else if (problem instanceof RuntimeException) {
            session.fault(transport, problem);
        }
        answer(Answer.BROKEN_RULE);
    }

    /** The session has ended; a body that is still being received is of no interest any more. */
    void abort() {
        if (!received) {
            answer(Answer.BROKEN_RULE);
        }
    }

    private void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        transport.endPost(this);
        try {
            switch (answer) {
                case OK -> {
                    response.setContentType("text/html");
                    response.setHeader("Cache-Control", "no-store");
                    LegacyBrowser.protect(request, response);
                    response.setContentLength(OK.length);
                    response.getOutputStream().write(OK);
                }
                case MALFORMED -> EngineFilter.writeError(response, ProtocolError.BAD_REQUEST, null);
                case BROKEN_RULE -> writeEmpty(HttpServletResponse.SC_BAD_REQUEST);
                case TOO_LARGE -> writeEmpty(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            }
            AsyncContext context = async;
            if (context != null) {
                context.complete();
            }
        } catch (IOException | RuntimeException gone) {
            // Nobody is there to read the answer; the session notices by its heartbeat.
        }
    }

    private void writeEmpty(int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }
}
