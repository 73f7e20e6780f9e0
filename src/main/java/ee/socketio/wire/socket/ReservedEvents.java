package ee.socketio.wire.socket;

import java.util.Set;

/** Event names that neither side may send, because the protocol or its implementations give them a meaning. */
public final class ReservedEvents {

    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    /** Whether this is one of them; names such as {@code connection}, {@code error} and {@code message} are not. */
    public static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
