package ee.socketio;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One namespace: a separate set of sockets, rooms and handlers over the connections that clients share between
 * namespaces. As an operator it addresses all of its sockets.
 *
 * <pre>{@code
 * namespace.use(socket -> {
 *     if (socket.handshake().query().get("name") == null) {
 *         throw new ConnectionRefused("who are you?");
 *     }
 * });
 * namespace.onConnect(socket -> {
 *     socket.join("hall");
 *     socket.on("say", event -> socket.to("hall").emit("said", event.arguments().get(0, String.class)));
 * });
 * namespace.onError((event, failure) -> event.ack().send(Map.of("error", "try again later")));
 *
 * namespace.emit("open", Instant.now());
 * }</pre>
 *
 * <p>Handlers registered here affect the sockets that connect afterwards. Thread-safe.
 */
public interface Namespace extends BroadcastOperator {

    /** The name, with its leading slash. */
    String name();

    /**
     * What the variables of {@link NamespaceRegistry#of(String) of("/chat/{room}")} stand for in this namespace's name:
     * {@code {room=blue}} in {@code /chat/blue}. Unmodifiable, in their order; empty for all other namespaces, and for
     * the family itself.
     */
    Map<String, String> pathParameters();

    /**
     * The connected socket of that id, on this node; empty when there is none.
     */
    Optional<Socket> socket(String id);

    /**
     * Adds a step that each connecting socket passes before it is connected, in the order of registration.
     *
     * @return this namespace
     */
    default Namespace use(Middleware middleware) {
        return useAsync(socket -> {
            middleware.connecting(socket);
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * As {@link #use}, for a step that waits for something without holding a thread. A client that is not let pass
     * within the server's middleware timeout is refused.
     *
     * @return this namespace
     */
    Namespace useAsync(AsyncMiddleware middleware);

    /**
     * Adds a handler that runs once for each socket, after the middlewares. The client is sent its CONNECT packet when
     * all of them have returned; what they emit to the socket follows it.
     *
     * @return this namespace
     */
    Namespace onConnect(ConnectHandler handler);

    /**
     * Adds a handler for the failures of the handlers of all sockets. A namespace without one leaves them to
     * {@link NamespaceRegistry#onError}.
     *
     * @return this namespace
     */
    Namespace onError(ErrorHandler handler);

    /**
     * Sends an event to the other servers of the cluster that have this namespace, not to this one and not to clients.
     * Without a cluster there are none.
     *
     * @param event any name but {@code connect}, {@code connection} and {@code new_namespace}
     * @param args as in {@link Emitter#emit}
     * @throws IllegalArgumentException when the name is reserved or an argument cannot be written as JSON; nothing has
     *     been sent then
     */
    void serverSideEmit(String event, @Nullable Object... args);

    /**
     * As {@link #serverSideEmit}, and collects one answer of each server.
     *
     * @return completes with all answers, in no particular order, that of a server without a listener for the event
     *     being empty; with an empty list at once when there is no other server; exceptionally with
     *     {@link AckTimeoutException}, which carries the answers that did come, after the server's acknowledgement
     *     timeout. A server that stops meanwhile is not waited for
     * @throws IllegalArgumentException as in {@link #serverSideEmit}
     */
    CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args);

    /**
     * Adds a listener for an event that other servers send with {@link #serverSideEmit}.
     *
     * @return this namespace
     * @throws IllegalArgumentException when the name is reserved: for sockets that connect there is {@link #onConnect},
     *     for new namespaces {@link NamespaceRegistry#onNewNamespace}
     */
    Namespace on(String event, ServerSideListener listener);

    /**
     * Removes a listener that {@link #on} added.
     *
     * @return this namespace
     */
    Namespace off(String event, ServerSideListener listener);

    /** What happens on an event of another server. */
    @FunctionalInterface
    interface ServerSideListener {
        /** Called on a thread that may block, for several events at the same time; an exception is logged. */
        void received(ServerSideEvent event) throws Exception;
    }

    /**
     * A step on the way of a socket into a namespace, on a thread that may block.
     *
     * <p>The socket is not connected yet, and {@link BroadcastOperator#sockets} does not list it; rooms that it joins
     * here are entered when it is let pass. What is emitted to it follows its CONNECT packet.
     */
    @FunctionalInterface
    interface Middleware {
        /**
         * Lets the socket pass by returning.
         *
         * @throws ConnectionRefused to refuse with this message and data
         * @throws Exception any other exception refuses, too: it goes to the error handlers, and the client is told no
         *     more than {@code Internal server error}
         */
        void connecting(Socket socket) throws Exception;
    }

    /** A {@link Middleware} that decides later. */
    @FunctionalInterface
    interface AsyncMiddleware {
        /**
         * Starts to decide.
         *
         * @return completes normally to let the socket pass, whatever the value; exceptionally to refuse it
         * @throws Exception as in {@link Middleware#connecting}
         */
        CompletionStage<?> connecting(Socket socket) throws Exception;
    }

    /** What happens when a socket connects. */
    @FunctionalInterface
    interface ConnectHandler {
        /**
         * Called before the socket's first event, on a thread that may block unless all handlers
         * {@linkplain NonBlocking promise} that they do not. The socket may join rooms, and broadcasts reach it, too.
         * When one handler refuses, the socket's disconnect listeners are not called.
         *
         * @throws ConnectionRefused to refuse with this message and data
         * @throws Exception any other exception refuses, too: it goes to the error handlers, and the client is told no
         *     more than {@code Internal server error}
         */
        void connected(Socket socket) throws Exception;

        /** Whether it promises to wait for nothing, see {@link NonBlocking}. */
        default boolean isNonBlocking() {
            return false;
        }

        /** A handler that makes this promise. One that adds listeners and joins rooms can. */
        static ConnectHandler nonBlocking(ConnectHandler handler) {
            return new ConnectHandler() {
                @Override
                public void connected(Socket socket) throws Exception {
                    handler.connected(socket);
                }

                @Override
                public boolean isNonBlocking() {
                    return true;
                }
            };
        }
    }

    /** What happens with the exception of a handler. */
    @FunctionalInterface
    interface ErrorHandler {
        /**
         * Called on the thread of the handler that failed.
         *
         * @param event the event that was being handled, which may still be {@linkplain Event#ack answered};
         *     {@code connect}, {@code disconnecting} and {@code disconnect} for those handlers; {@code join} and
         *     {@code leave} for observers of {@link Joined} and {@link Left}; {@code error}, in each of its namespaces,
         *     when a client has sent what is no packet, which ends its connection
         * @param failure what the handler threw, why the event's arguments could not be bound, or what is wrong with
         *     the packet
         */
        void failed(Event event, Throwable failure);
    }
}
