package ee.socketio;

import java.util.concurrent.CompletionStage;

/**
 * One namespace: a separate set of sockets, rooms and handlers over the connections that clients share between
 * namespaces. As an operator it addresses all of its sockets.
 *
 * <p>Handlers registered here affect the sockets that connect afterwards. Thread-safe.
 */
public interface Namespace extends BroadcastOperator {

    /** The name, with its leading slash. */
    String name();

    /**
     * Adds a step that each connecting socket passes before it is connected, in the order of registration.
     *
     * @return this namespace
     */
    Namespace use(Middleware middleware);

    /**
     * Adds a handler that runs once for each socket, after the middlewares. The client is sent its CONNECT packet when
     * all of them have returned; what they emit to the socket follows it.
     *
     * @return this namespace
     */
    Namespace onConnect(ConnectHandler handler);

    /**
     * Adds a handler for the failures of event handlers of all sockets; without one they are logged.
     *
     * @return this namespace
     */
    Namespace onError(ErrorHandler handler);

    /**
     * A step on the way of a socket into a namespace.
     *
     * <p>The socket is not connected yet, is in no room, and {@link BroadcastOperator#sockets} does not list it.
     */
    @FunctionalInterface
    interface Middleware {
        /**
         * Lets the socket pass or refuses it.
         *
         * @return completes normally to let the socket pass; exceptionally to refuse it
         * @throws ConnectionRefused to refuse with this message and data
         * @throws Exception any other exception refuses, too; its message is logged and not sent
         */
        CompletionStage<?> connecting(Socket socket) throws Exception;
    }

    /** What happens when a socket connects. */
    @FunctionalInterface
    interface ConnectHandler {
        /**
         * Called in the socket's own order of events, on a thread that may block. The socket may join rooms, and
         * broadcasts reach it, too.
         *
         * @throws ConnectionRefused to refuse with this message and data
         * @throws Exception any other exception refuses, too; its message is logged and not sent
         */
        void connected(Socket socket) throws Exception;
    }

    /** What happens with the exception of a handler. */
    @FunctionalInterface
    interface ErrorHandler {
        /**
         * Called on the thread of the handler that failed.
         *
         * @param event the event that was being handled; {@code connect} and {@code disconnect} for those handlers
         * @param failure what the handler threw, or why the event's arguments could not be bound
         */
        void failed(Event event, Throwable failure);
    }
}
