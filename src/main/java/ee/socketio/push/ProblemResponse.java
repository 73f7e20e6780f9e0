package ee.socketio.push;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Whatever JAX-RS or the container refuses becomes a problem document in place of the container's error page. */
final class ProblemResponse extends HttpServletResponseWrapper {
    private boolean body;

    ProblemResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
        body = true;
        Problem.of(status).write((HttpServletResponse) getResponse());
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (getContentType() == null) {
            served();
        }
        body = true;
        return super.getOutputStream();
    }

    @Override
    public void flushBuffer() throws IOException {
        served();
        super.flushBuffer();
    }

    /** There is no body. RESTEasy (WildFly 39, Open Liberty 26) refuses by the status alone, and flushes. */
    void served() throws IOException {
        if (!body && getStatus() >= SC_BAD_REQUEST) {
            sendError(getStatus());
        }
    }
}
