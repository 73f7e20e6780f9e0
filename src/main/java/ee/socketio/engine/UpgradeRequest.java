package ee.socketio.engine;

import org.jspecify.annotations.Nullable;

/**
 * An admitted WebSocket handshake on its way from the Filter, which sees the HTTP request, to the endpoint, which the
 * container creates: Jakarta WebSocket itself hands over neither the peer's address nor the application's objects.
 *
 * <p>It travels in the thread: on all containers the handshake is negotiated within the filter chain's call.
 */
public record UpgradeRequest(EngineServer server, EngineRequest request, Admission admission) {
    /** Where the WebSocket endpoint is registered within every application. */
    public static final String ENDPOINT_PATH = "/socket.io/";

    private static final ThreadLocal<UpgradeRequest> CURRENT = new ThreadLocal<>();

    /** The handshake this thread is negotiating, or null. */
    public static @Nullable UpgradeRequest current() {
        return CURRENT.get();
    }

    /** This thread starts to negotiate; to be followed by {@link #leave} in any case. */
    public void enter() {
        CURRENT.set(this);
    }

    /** This thread has negotiated. */
    public static void leave() {
        CURRENT.remove();
    }
}
