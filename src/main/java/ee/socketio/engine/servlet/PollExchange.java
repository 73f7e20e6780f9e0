package ee.socketio.engine.servlet;

import ee.socketio.engine.Transport.Completion;
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
 * <p>While the container's thread is still in the filter, an answer from elsewhere is left for that thread to write;
 * afterwards it is written by whoever brings it. A small body goes into the response's buffer and is flushed by the
 * container; a large one is written as the peer takes it. So nobody waits for a slow peer.
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
        private final int status;
        private final byte[] body;
        private final @Nullable String contentType;
        private final boolean compressible;
        private final @Nullable Completion completion;

        Answer(
                int status,
                byte[] body,
                @Nullable String contentType,
                boolean compressible,
                @Nullable Completion completion) {
            this.status = status;
            this.body = body;
            this.contentType = contentType;
            this.compressible = compressible;
            this.completion = completion;
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

    /** Answers with an empty 400: the request breaks the rules of polling, or its session has just ended. */
    void refuse() {
        answer(new Answer(HttpServletResponse.SC_BAD_REQUEST, new byte[0], null, false, null));
    }

    /** Answers with packets. To be called once. */
    void answer(byte[] body, String contentType, boolean compressible, Completion completion) {
        answer(new Answer(HttpServletResponse.SC_OK, body, contentType, compressible, completion));
    }

    private void answer(Answer answer) {
        if (state.compareAndSet(Open.IN_FILTER, answer)) {
            return;
        }
        AsyncContext context = async;
        if (state.compareAndSet(Open.ASYNC, answer) && context != null) {
            write(answer, context);
        }
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
            write(answer, context);
        }
    }

    private void writeAtOnce(Answer answer) throws IOException {
        try {
            byte[] body = head(answer);
            response.getOutputStream().write(body);
        } catch (IOException | RuntimeException e) {
            settle(answer, false);
            throw e;
        }
        settle(answer, true);
    }

    private void write(Answer answer, AsyncContext context) {
        try {
            byte[] body = head(answer);
            if (body.length > BUFFERED) {
                writeAsTaken(answer, body, context);
                return;
            }
            response.getOutputStream().write(body);
            context.complete();
        } catch (IOException | RuntimeException e) {
            // The containers differ in what a write to a connection that has gone throws, NullPointerException among
            // it; whatever it is, nothing has arrived.
            complete(context);
            settle(answer, false);
            return;
        }
        settle(answer, true);
    }

    private void writeAsTaken(Answer answer, byte[] body, AsyncContext context) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new WriteListener() {
            private boolean written;

            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    if (written) {
                        complete(context);
                        settle(answer, true);
                        return;
                    }
                    written = true;
                    out.write(body);
                }
            }

            @Override
            public void onError(Throwable problem) {
                complete(context);
                settle(answer, false);
            }
        });
    }

    /** Sets status and headers; returns the body as it is to be written. */
    private byte[] head(Answer answer) {
        response.setStatus(answer.status);
        response.setHeader("Cache-Control", "no-store");
        LegacyBrowser.protect(request, response);
        byte[] body = answer.body;
        if (answer.contentType != null) {
            response.setContentType(answer.contentType);
        }
        if (answer.compressible && options.compression() && body.length >= options.compressionThreshold()) {
            ContentCoding coding = ContentCoding.accepted(request.getHeader("Accept-Encoding"));
            response.addHeader("Vary", "Accept-Encoding");
            if (coding != ContentCoding.IDENTITY) {
                response.setHeader("Content-Encoding", coding.text());
                body = coding.encode(body);
            }
        }
        response.setContentLength(body.length);
        return body;
    }

    private static void settle(Answer answer, boolean sent) {
        Completion completion = answer.completion;
        if (completion == null) {
            return;
        }
        if (sent) {
            completion.sent();
        } else {
            completion.unsent();
        }
    }

    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (RuntimeException alreadyOver) {
            // The container was faster.
        }
    }
}
