package ee.socketio.engine.servlet;

import ee.socketio.engine.Transport.Completion;
import ee.socketio.wire.engine.ProtocolError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One GET and its answer, which may come at once, on the container's thread, or later from any other.
 *
 * <p>An answer that is there when the container's thread leaves the filter is written by that thread; the container
 * flushes it. A later one, and any that is larger than a response's buffer, is written as the peer takes it, so that
 * nobody waits for a slow peer.
 *
 * <p>The peer of a parked GET may have gone long ago, and no container tells. Its headers are therefore sent before its
 * body: an operating system that has forgotten the connection answers the first of two writes with a reset and the
 * second one fails, so that the packets can wait for the next GET.
 */
final class PollExchange {
    /** What a response's buffer holds on all containers without being flushed. */
    private static final int BUFFERED = 8 * 1024;

    /** Where the exchange stands: its container thread is in the filter, has left it, or there is an answer. */
    private sealed interface State {}

    private enum Open implements State {
        IN_FILTER,
        ASYNC
    }

    private static final class Answer implements State {
        private final byte[] body;
        private final String contentType;
        private final boolean compressible;
        private final @Nullable Completion completion;

        Answer(byte[] body, String contentType, boolean compressible, @Nullable Completion completion) {
            this.body = body;
            this.contentType = contentType;
            this.compressible = compressible;
            this.completion = completion;
        }

        void settle(boolean sent) {
            if (completion == null) {
                return;
            }
            if (sent) {
                completion.sent();
            } else {
                completion.unsent();
            }
        }
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final PollingOptions options;
    private final AtomicReference<State> state = new AtomicReference<>(Open.IN_FILTER);
    private volatile @Nullable AsyncContext async;

    PollExchange(HttpServletRequest request, HttpServletResponse response, PollingOptions options) {
        this.request = request;
        this.response = response;
        this.options = options;
    }

    /**
     * Answers with packets. To be called once.
     *
     * @param completion null when nobody asks what became of them
     */
    void answer(byte[] body, String contentType, boolean compressible, @Nullable Completion completion) {
        Answer answer = new Answer(body, contentType, compressible, completion);
        if (state.compareAndSet(Open.IN_FILTER, answer)) {
            return;
        }
        AsyncContext context = async;
        if (state.compareAndSet(Open.ASYNC, answer) && context != null) {
            start(answer, context);
        }
    }

    /** Refuses in the filter, instead of an answer. */
    void refuse(@Nullable ProtocolError error) throws IOException {
        EngineFilter.writeError(response, error == null ? ProtocolError.PARSE_ERROR : error, null);
    }

    /** The last thing the container's thread does with it in the filter. */
    void leaveContainerThread() throws IOException {
        if (state.get() instanceof Answer answer && answer.body.length <= BUFFERED) {
            writeAtOnce(answer);
            return;
        }
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        async = context;
        if (!state.compareAndSet(Open.IN_FILTER, Open.ASYNC) && state.get() instanceof Answer answer) {
            start(answer, context);
        }
    }

    private void writeAtOnce(Answer answer) throws IOException {
        try {
            byte[] body = head(answer);
            response.getOutputStream().write(body);
        } catch (IOException | RuntimeException e) {
            answer.settle(false);
            throw e;
        }
        answer.settle(true);
    }

    private void start(Answer answer, AsyncContext context) {
        try {
            byte[] body = head(answer);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writer(answer, body, out, context));
        } catch (IOException | RuntimeException e) {
            // The containers differ in what they throw when the connection has gone, NullPointerException among it;
            // whatever it is, nothing has arrived.
            complete(context);
            answer.settle(false);
        }
    }

    /** Writes an answer piece by piece, whenever the container says that the peer can take more. */
    private static final class Writer implements WriteListener {
        private final Answer answer;
        private final byte[] body;
        private final ServletOutputStream out;
        private final AsyncContext context;
        private int step;

        Writer(Answer answer, byte[] body, ServletOutputStream out, AsyncContext context) {
            this.answer = answer;
            this.body = body;
            this.out = out;
            this.context = context;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                switch (step++) {
                    case 0, 2 -> out.flush();
                    case 1 -> out.write(body);
                    default -> {
                        complete(context);
                        answer.settle(true);
                        return;
                    }
                }
            }
        }

        @Override
        public void onError(Throwable problem) {
            complete(context);
            answer.settle(false);
        }
    }

    /** Sets status and headers; returns the body as it is to be written. */
    private byte[] head(Answer answer) {
        response.setHeader("Cache-Control", "no-store");
        LegacyBrowser.protect(request, response);
        response.setContentType(answer.contentType);
        byte[] body = answer.body;
        if (answer.compressible && options.compression() && body.length >= options.compressionThreshold()) {
            ContentCoding coding = ContentCoding.accepted(request.getHeader("Accept-Encoding"));
            response.addHeader("Vary", "Accept-Encoding");
            if (coding != ContentCoding.IDENTITY) {
                response.setHeader("Content-Encoding", coding.text());
                body = coding.encode(body, options.compressionLevel());
            }
        }
        response.setContentLength(body.length);
        return body;
    }

    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (RuntimeException alreadyOver) {
            // The container was faster.
        }
    }
}
