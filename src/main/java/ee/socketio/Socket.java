package ee.socketio;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;

/**
 * One client in one namespace. As an emitter it sends to this client; {@link #broadcast}, {@link #to} and
 * {@link #except} address the others.
 *
 * <pre>{@code
 * namespaces.of("/chat").onConnect(socket -> {
 *     socket.join("hall");
 *     socket.emit("welcome", socket.id());
 *     socket.on("say", event -> socket.to("hall").emit("said", event.arguments().get(0, String.class)));
 *     socket.onDisconnecting((leaving, reason) -> leaving.to("hall").emit("gone", leaving.id(), reason.text()));
 * });
 * }</pre>
 *
 * <p>Its handlers run one after the other in the order in which the client sent the events, never two at once, on a
 * thread that may block unless they {@linkplain NonBlocking promise} that they do not. All methods may be called from
 * any thread; none blocks, and none fails because the client is slow or gone. What is sent to a socket that has been
 * disconnected is dropped.
 */
public interface Socket extends Emitter {

    /** The public id: 20 characters, different in each namespace, no secret. */
    String id();

    /** Where it is connected to. */
    Namespace namespace();

    /** How it came to be. */
    Handshake handshake();

    /** Whatever the application wants to remember of this client. */
    ConcurrentMap<String, Object> data();

    /** Whether it is connected; false while middlewares run. */
    boolean connected();

    /** Whether it is not connected. */
    default boolean disconnected() {
        return !connected();
    }

    /**
     * More about why it was disconnected than the {@link DisconnectReason}, for logs; in no fixed wording. Above all
     * what was wrong when that is {@code transport error} or {@code parse error}.
     *
     * @return empty as long as it is connected, and when there is nothing to add
     */
    Optional<String> disconnectDescription();

    /** What carries it, together with the client's sockets in other namespaces. */
    Connection connection();

    /**
     * Whether it has lost its connection before and was given back its id, rooms and data, and what it missed; see
     * {@code socketio.connection-state-recovery}. That is for a client of the same {@link Handshake#principal} alone,
     * and not for those of Socket.IO 2. Connect handlers run once more and know it already, and so do middlewares if
     * they are not skipped ({@code socketio.recovery-skip-middlewares}).
     */
    boolean recovered();

    /** {@code polling} or {@code websocket}: what carries the connection at the moment. */
    default String transport() {
        return connection().transport();
    }

    /** Everybody in the namespace but this socket. */
    BroadcastOperator broadcast();

    /** Everybody in these rooms but this socket. */
    default BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** The same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Everybody in the namespace but this socket and those who are in one of these rooms. */
    default BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Enters rooms; in a middleware as soon as the socket is let pass, after the disconnect not any more. */
    void join(String... rooms);

    /** Leaves rooms. */
    void leave(String... rooms);

    /** The rooms it is in, its own among them; a snapshot. */
    Set<String> rooms();

    /** Leaves the namespace: the client is told. Does nothing while the socket is not connected. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * As {@link #disconnect()}.
     *
     * @param close whether to close the underlying connection, and with it all its other namespaces
     */
    void disconnect(boolean close);

    /**
     * Adds a listener for one event of this client.
     *
     * @return this socket
     * @throws IllegalArgumentException when the name is reserved, see {@link #emit}: no such event ever comes
     */
    Socket on(String event, Listener listener);

    /** As {@link #on}, for the next such event only. */
    Socket once(String event, Listener listener);

    /**
     * Removes a listener that {@link #on} or {@link #once} added.
     *
     * @return this socket
     */
    Socket off(String event, Listener listener);

    /**
     * Removes all listeners that {@link #on} or {@link #once} added for one event.
     *
     * @return this socket
     */
    Socket off(String event);

    /** The listeners of one event, in the order of their calls; a snapshot. */
    List<Listener> listeners(String event);

    /** The events that {@link #listeners} has some for; a snapshot. */
    Set<String> eventNames();

    /**
     * Adds a listener for every event; called before those of {@link #on}.
     *
     * @return this socket
     */
    Socket onAny(Listener listener);

    /** As {@link #onAny}, ahead of those that have been added already. */
    Socket prependAny(Listener listener);

    /**
     * Removes a listener that {@link #onAny} or {@link #prependAny} added.
     *
     * @return this socket
     */
    Socket offAny(Listener listener);

    /**
     * Removes all of them.
     *
     * @return this socket
     */
    Socket offAny();

    /** The listeners for every event, in the order of their calls; a snapshot. */
    List<Listener> listenersAny();

    /**
     * Adds a listener for every event that has none of its own; called in place of those of {@link #on}.
     *
     * @return this socket
     */
    Socket onUnhandled(Listener listener);

    /**
     * Adds a step that each event passes on its way from the listeners of {@link #onAny} to those of {@link #on}. When
     * it throws, the event goes no further and the exception to the error handlers; the client is told nothing, unless
     * it is an {@link EventRefused}.
     *
     * @return this socket
     */
    default Socket use(Listener middleware) {
        return useAsync(event -> {
            middleware.received(event);
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * As {@link #use}, for a step that waits for something without holding a thread. The events behind it wait, too; a
     * step that has not decided within the server's middleware timeout counts as one that throws.
     *
     * @return this socket
     */
    Socket useAsync(AsyncListener middleware);

    /**
     * Adds a handler for the failures of this socket's listeners and middlewares, ahead of
     * {@link Namespace#onError}, which a socket that has one leaves untold. It is told as well what was wrong with a
     * packet that could not be decoded, which costs the connection.
     *
     * @return this socket
     */
    Socket onError(Namespace.ErrorHandler handler);

    /**
     * Adds a listener for every event that is sent to this client, by a broadcast, too.
     *
     * @return this socket
     */
    Socket onAnyOutgoing(OutgoingListener listener);

    /** As {@link #onAnyOutgoing}, ahead of those that have been added already. */
    Socket prependAnyOutgoing(OutgoingListener listener);

    /**
     * Removes a listener that {@link #onAnyOutgoing} or {@link #prependAnyOutgoing} added.
     *
     * @return this socket
     */
    Socket offAnyOutgoing(OutgoingListener listener);

    /**
     * Removes all of them.
     *
     * @return this socket
     */
    Socket offAnyOutgoing();

    /** The listeners for every event that is sent, in the order of their calls; a snapshot. */
    List<OutgoingListener> listenersAnyOutgoing();

    /**
     * Adds a listener for the end, called while {@link #rooms} still tells the rooms it was in.
     *
     * @return this socket
     */
    Socket onDisconnecting(DisconnectListener listener);

    /**
     * Adds a listener for the end, called when {@link #rooms} is empty.
     *
     * @return this socket
     */
    Socket onDisconnect(DisconnectListener listener);

    /** What happens on an event. */
    @FunctionalInterface
    interface Listener {
        /** Called in the socket's own order; an exception costs this event and nothing else. */
        void received(Event event) throws Exception;

        /** Whether it promises to wait for nothing, see {@link NonBlocking}. */
        default boolean isNonBlocking() {
            return false;
        }

        /**
         * The same listener with the promise that it waits for nothing, see {@link NonBlocking}. To be
         * {@linkplain Socket#off removed} it has to be kept.
         *
         * <pre>{@code
         * socket.on("ping", Socket.Listener.nonBlocking(event -> event.ack().send("pong")));
         * }</pre>
         */
        static Listener nonBlocking(Listener listener) {
            return new Listener() {
                @Override
                public void received(Event event) throws Exception {
                    listener.received(event);
                }

                @Override
                public boolean isNonBlocking() {
                    return true;
                }
            };
        }
    }

    /** A step that decides later. */
    @FunctionalInterface
    interface AsyncListener {
        /**
         * Starts to decide, in the socket's own order.
         *
         * @return completes normally to let the event pass, whatever the value; exceptionally to stop it
         */
        CompletionStage<?> received(Event event) throws Exception;
    }

    /** What happens when an event is sent. */
    @FunctionalInterface
    interface OutgoingListener {
        /** Called on the thread that sends, when the event is on its way and without locks; must not block. */
        void sending(String event, Arguments arguments) throws Exception;
    }

    /** What happens at the end. */
    @FunctionalInterface
    interface DisconnectListener {
        /** Called in the socket's own order, after its last event. */
        void disconnected(Socket socket, DisconnectReason reason) throws Exception;
    }
}
