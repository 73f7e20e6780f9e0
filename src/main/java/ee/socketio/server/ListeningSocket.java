package ee.socketio.server;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import java.util.List;
import java.util.Set;

/** The half of a socket that takes listeners. */
abstract class ListeningSocket implements Socket {
    final SocketListeners listeners = new SocketListeners();

    @Override
    public final Socket on(String event, Listener listener) {
        listeners.on(event, listener, false);
        return this;
    }

    @Override
    public final Socket once(String event, Listener listener) {
        listeners.on(event, listener, true);
        return this;
    }

    @Override
    public final Socket off(String event, Listener listener) {
        listeners.off(event, listener);
        return this;
    }

    @Override
    public final Socket off(String event) {
        listeners.off(event);
        return this;
    }

    @Override
    public final List<Listener> listeners(String event) {
        return listeners.of(event);
    }

    @Override
    public final Set<String> eventNames() {
        return listeners.eventNames();
    }

    @Override
    public final Socket onAny(Listener listener) {
        listeners.any.add(listener);
        return this;
    }

    @Override
    public final Socket prependAny(Listener listener) {
        listeners.any.addFirst(listener);
        return this;
    }

    @Override
    public final Socket offAny(Listener listener) {
        listeners.any.remove(listener);
        return this;
    }

    @Override
    public final Socket offAny() {
        listeners.any.clear();
        return this;
    }

    @Override
    public final List<Listener> listenersAny() {
        return listeners.any.all();
    }

    @Override
    public final Socket onUnhandled(Listener listener) {
        listeners.unhandled.add(listener);
        return this;
    }

    @Override
    public final Socket useAsync(AsyncListener middleware) {
        listeners.middlewares.add(middleware);
        return this;
    }

    @Override
    public final Socket onError(Namespace.ErrorHandler handler) {
        listeners.errors.add(handler);
        return this;
    }

    @Override
    public final Socket onAnyOutgoing(OutgoingListener listener) {
        listeners.outgoing.add(listener);
        return this;
    }

    @Override
    public final Socket prependAnyOutgoing(OutgoingListener listener) {
        listeners.outgoing.addFirst(listener);
        return this;
    }

    @Override
    public final Socket offAnyOutgoing(OutgoingListener listener) {
        listeners.outgoing.remove(listener);
        return this;
    }

    @Override
    public final Socket offAnyOutgoing() {
        listeners.outgoing.clear();
        return this;
    }

    @Override
    public final List<OutgoingListener> listenersAnyOutgoing() {
        return listeners.outgoing.all();
    }

    @Override
    public final Socket onDisconnecting(DisconnectListener listener) {
        listeners.disconnecting.add(listener);
        return this;
    }

    @Override
    public final Socket onDisconnect(DisconnectListener listener) {
        listeners.disconnect.add(listener);
        return this;
    }
}
