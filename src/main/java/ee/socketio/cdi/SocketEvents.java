package ee.socketio.cdi;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import ee.socketio.SocketEvent;
import ee.socketio.server.SocketObserver;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Tells CDI observers what becomes of sockets, and ends what was scoped to them. */
final class SocketEvents implements SocketObserver {
    private static final Annotation CONNECTED = new Qualifiers.IsConnected();
    private static final Annotation DISCONNECTED = new Qualifiers.IsDisconnected();
    private static final Annotation JOINED = new Qualifiers.HasJoined();
    private static final Annotation LEFT = new Qualifiers.HasLeft();

    private final BeanManager manager;
    private final Contexts contexts;
    private final boolean observed;
    private final boolean observedAsync;

    /**
     * @param observed whether anybody wants to be told
     * @param observedAsync whether anybody wants to be told on another thread
     */
    SocketEvents(BeanManager manager, Contexts contexts, boolean observed, boolean observedAsync) {
        this.manager = manager;
        this.contexts = contexts;
        this.observed = observed;
        this.observedAsync = observedAsync;
    }

    @Override
    public void connected(Socket socket) {
        tell(new SocketEvent(socket, Optional.empty(), Optional.empty()), CONNECTED);
    }

    @Override
    public void disconnected(Socket socket, DisconnectReason reason) {
        tell(new SocketEvent(socket, Optional.empty(), Optional.of(reason)), DISCONNECTED);
    }

    @Override
    public void joined(Socket socket, String room) {
        tell(new SocketEvent(socket, Optional.of(room), Optional.empty()), JOINED);
    }

    @Override
    public void left(Socket socket, String room) {
        tell(new SocketEvent(socket, Optional.of(room), Optional.empty()), LEFT);
    }

    @Override
    public void ended(Socket socket) {
        contexts.end(socket);
    }

    private void tell(SocketEvent what, Annotation qualifier) {
        if (!observed && !observedAsync) {
            return;
        }
        Socket socket = what.socket();
        contexts.begin(socket);
        Event<SocketEvent> event = manager.getEvent()
                .select(
                        SocketEvent.class,
                        qualifier,
                        new Qualifiers.IsInNamespace(socket.namespace().name()));
        if (observedAsync) {
            event.fireAsync(what);
        }
        if (observed) {
            fire(event, what);
        }
    }

    private void fire(Event<SocketEvent> event, SocketEvent what) {
        try {
            contexts.in(what.socket(), () -> {
                event.fire(what);
                return null;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
