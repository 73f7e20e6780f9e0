package ee.socketio.boot;

import jakarta.servlet.ServletException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Makes the deployment fail. The message says why; without a cause there is no stack trace to distract from it. */
final class StartFailedException extends ServletException {
    @Serial
    private static final long serialVersionUID = 1L;

    StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
        setStackTrace(new StackTraceElement[0]);
    }
}
