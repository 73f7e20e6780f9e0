package ee.socketio.server;

import ee.socketio.Socket;

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
    public final Socket onAny(Listener listener) {
        listeners.any.add(listener);
        return this;
    }

    @Override
    public final Socket prependAny(Listener listener) {
        listeners.any.add(0, listener);
        return this;
    }

    @Override
    public final Socket offAny(Listener listener) {
        listeners.any.remove(listener);
        return this;
    }

    @Override
    public final Socket use(Listener middleware) {
        listeners.middlewares.add(middleware);
        return this;
    }

    @Override
    public final Socket onAnyOutgoing(OutgoingListener listener) {
        listeners.outgoing.add(listener);
        return this;
    }

    @Override
    public final Socket offAnyOutgoing(OutgoingListener listener) {
        listeners.outgoing.remove(listener);
        return this;
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
