package ee.socketio.cdi;

import ee.socketio.Violation;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What a client has sent does not fit the type of a parameter. */
final class UnboundArgument extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    /** @param path as in {@link Violation} */
    UnboundArgument(String path, String label, String problem, @Nullable Throwable cause) {
        super(label + ": " + problem, cause);
        violation = new Violation(path, problem);
    }

    Violation violation() {
        return violation;
    }
}
