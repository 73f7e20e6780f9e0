package ee.socketio.admin;

import ee.socketio.Namespace;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The pages that look on, those at other servers of the cluster among them. While there are none nothing is sent, and
 * nothing is gathered that could be.
 */
final class Audience {
    private final Namespace namespace;
    private volatile boolean present;

    Audience(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Whether somebody looks on; after the last one has left it takes until the next {@link #look} to be false. */
    boolean isPresent() {
        return present;
    }

    /** Somebody has come here. */
    void arrived() {
        present = true;
    }

    /** Looks whether somebody is there, here or elsewhere; who cannot be asked may have somebody. */
    CompletionStage<Boolean> look() {
        return namespace.fetchSockets().handle((sockets, failure) -> {
            present = failure != null || !sockets.isEmpty();
            return present;
        });
    }

    /** Tells everybody. */
    void tell(String event, @Nullable Object... args) {
        if (present) {
            namespace.emit(event, args);
        }
    }
}
