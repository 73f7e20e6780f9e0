package ee.socketio.boot;

import ee.socketio.NamespaceRegistry;
import ee.socketio.config.Settings;
import ee.socketio.engine.UpgradeRequest;
import ee.socketio.engine.websocket.EngineEndpoint;
import ee.socketio.server.SocketServer;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;

/** Socket.IO without CDI, for a servlet context that is put together by hand. */
public final class PlainSocketIo implements AutoCloseable {
    private final SocketIoBoot boot;

    private PlainSocketIo(SocketIoBoot boot) {
        this.boot = boot;
    }

    /**
     * Starts a server while a context is being initialized.
     *
     * @throws IllegalStateException when the container has no WebSocket
     */
    public static PlainSocketIo start(ServletContext context, Settings settings) {
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException("no WebSocket here");
        }
        try {
            container.addEndpoint(EngineEndpoint.class);
        } catch (DeploymentException e) {
            throw new IllegalStateException("no endpoint at " + UpgradeRequest.ENDPOINT_PATH, e);
        }
        return new PlainSocketIo(SocketIoBoot.plain(context, settings));
    }

    /** Whether no event can have that name, because the protocol gives it a meaning. */
    public static boolean isReserved(String event) {
        return SocketServer.isReserved(event);
    }

    /** The namespaces. */
    public NamespaceRegistry namespaces() {
        return boot.namespaces();
    }

    @Override
    public void close() {
        boot.close();
    }
}
