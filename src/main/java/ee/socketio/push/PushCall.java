package ee.socketio.push;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.wire.engine.ProtocolException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import org.jspecify.annotations.Nullable;

/** A request that {@link PushDoor} has let in: what the resources know of its caller and of their limits. */
final class PushCall {
    private final Caller caller;
    private final PushOptions options;
    private final IdempotencyKeys keys;
    private volatile String remark = "";

    PushCall(Caller caller, PushOptions options, IdempotencyKeys keys) {
        this.caller = caller;
        this.options = options;
        this.keys = keys;
    }

    /**
     * The call of a request.
     *
     * @throws NotFoundException when it did not come through the door: an application's own JAX-RS may have found our
     *     resources, too, at a path that nobody guards
     */
    static PushCall of(HttpServletRequest request) {
        if (request.getAttribute(PushCall.class.getName()) instanceof PushCall call) {
            return call;
        }
        throw new NotFoundException();
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(PushCall.class.getName(), this);
    }

    Caller caller() {
        return caller;
    }

    PushOptions options() {
        return options;
    }

    IdempotencyKeys keys() {
        return keys;
    }

    boolean maySee(Namespace namespace) {
        return caller.namespaces().test(namespace.name());
    }

    /**
     * A namespace that is open to the caller. One that is not is refused whether or not it exists.
     *
     * @param name with or without the slash in front
     * @param field where it was named
     */
    Namespace namespace(NamespaceRegistry namespaces, String name, @Nullable String field) {
        String absolute = name.startsWith("/") ? name : "/" + name;
        if (!caller.namespaces().test(absolute)) {
            throw Problem.refuse(
                    403, field, "namespace: " + ProtocolException.excerpt(absolute) + " is not open to this token");
        }
        return namespaces
                .find(absolute)
                .orElseThrow(() -> Problem.refuse(
                        404,
                        field,
                        "namespace: " + ProtocolException.excerpt(absolute) + " (expected: one that exists)"));
    }

    /** What the log is to say besides. */
    void remark(String text) {
        remark = ", " + text;
    }

    String remark() {
        return remark;
    }
}
