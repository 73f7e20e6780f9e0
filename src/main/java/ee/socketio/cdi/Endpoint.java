package ee.socketio.cdi;

import ee.socketio.ConnectionRefused;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.EventRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.server.EventTable;
import ee.socketio.server.SocketServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of one bean.
 *
 * @param namespace as its annotation has it, with the leading slash, or {@code *}
 * @param access who may connect when no method says so
 * @param errors those that take more specific failures first
 * @param events by name
 */
record Endpoint(
        Class<?> beanClass,
        String namespace,
        Access access,
        List<HandlerMethod> connect,
        Map<String, HandlerMethod> events,
        List<HandlerMethod> disconnect,
        List<HandlerMethod> errors) {
    static final String INVALID = "Invalid arguments";
    static final String ALL_OTHERS = "*";

    boolean isForAllNamespaces() {
        return namespace.equals(ALL_OTHERS);
    }

    /** All its methods. */
    Stream<HandlerMethod> methods() {
        return Stream.of(connect.stream(), events.values().stream(), disconnect.stream(), errors.stream())
                .flatMap(methods -> methods);
    }

    void register(SocketServer server, BeanInstance instance) {
        Namespace served = isForAllNamespaces() ? server.of(name -> true) : server.of(namespace);
        Namespace.ConnectHandler handler = new Registration(server, instance)::connected;
        boolean waits = !connect.stream().allMatch(HandlerMethod::isNonBlocking);
        served.onConnect(waits ? handler : Namespace.ConnectHandler.nonBlocking(handler));
    }

    /** This endpoint's part in a server. */
    private final class Registration {
        private final SocketServer server;
        private final BeanInstance instance;
        private final EventTable table;
        private final Optional<Socket.Listener> allOthers;

        Registration(SocketServer server, BeanInstance instance) {
            this.server = server;
            this.instance = instance;
            Map<String, Socket.Listener> listeners = new HashMap<>();
            events.forEach((name, method) -> listeners.put(name, listener(method)));
            allOthers = Optional.ofNullable(listeners.remove(ALL_OTHERS));
            table = EventTable.of(listeners);
        }

        private Socket.Listener listener(HandlerMethod method) {
            Socket.Listener listener = event -> handle(method, event);
            return method.isNonBlocking() ? Socket.Listener.nonBlocking(listener) : listener;
        }

        void connected(Socket socket) throws Exception {
            instance.contexts().begin(socket);
            refuseNamesThatDoNotFit(socket);
            try {
                if (connect.isEmpty()) {
                    access.refusal(socket.handshake()).ifPresent(why -> {
                        throw new ConnectionRefused(why);
                    });
                }
                for (HandlerMethod method : connect) {
                    instance.call(method, Occasion.connect(socket));
                }
            } catch (ConnectionRefused e) {
                throw e;
            } catch (Throwable e) {
                refuse(socket, e);
            }
            server.listen(socket, table);
            allOthers.ifPresent(socket::onUnhandled);
            // While it is still in its rooms, which is what a handler wants to see.
            for (HandlerMethod method : disconnect) {
                socket.onDisconnecting((leaving, reason) -> gone(method, leaving, reason));
            }
        }

        /** Those of methods that do not run before later, too. */
        private void refuseNamesThatDoNotFit(Socket socket) {
            Occasion occasion = Occasion.connect(socket);
            methods()
                    .flatMap(method -> method.sources().stream())
                    .filter(ParameterSource::isPathVariable)
                    .forEach(source -> {
                        try {
                            source.value().of(occasion);
                        } catch (IllegalArgumentException e) {
                            throw new ConnectionRefused("Invalid namespace");
                        }
                    });
        }

        private void refuse(Socket socket, Throwable failure) throws Exception {
            if (!takeOver(failure, server.occasion(socket, "connect"))) {
                if (failure instanceof UnboundArgument unbound) {
                    throw new ConnectionRefused(INVALID, List.of(unbound.violation()));
                }
                rethrow(failure);
            }
            throw new ConnectionRefused("Internal server error");
        }

        private void gone(HandlerMethod method, Socket socket, DisconnectReason reason) throws Exception {
            try {
                instance.call(method, Occasion.disconnect(socket, reason));
            } catch (Throwable e) {
                if (!takeOver(e, server.occasion(socket, "disconnecting"))) {
                    rethrow(e);
                }
            }
        }

        private void handle(HandlerMethod method, Event event) {
            try {
                Object returned = instance.call(method, Occasion.event(event));
                Acknowledging.answer(event, method, returned, failure -> failed(event, failure));
            } catch (Throwable e) {
                failed(event, e);
            }
        }

        private void failed(Event event, Throwable failure) {
            try {
                if (!takeOver(failure, event)) {
                    event.fail(failure);
                }
            } catch (Throwable e) {
                event.fail(e);
            }
        }

        /**
         * Hands a failure to the bean's own error handler.
         *
         * @return whether it has one for it
         */
        private boolean takeOver(Throwable failure, Event event) throws Exception {
            HandlerMethod method = errorHandler(failure);
            if (method == null) {
                return false;
            }
            Object returned = instance.call(method, Occasion.error(event, failure));
            if (!method.returnsNothing()) {
                Acknowledging.answer(event, method, returned, event::fail);
            }
            return true;
        }
    }

    /** A refusal is no failure: it is for those alone that ask for it. */
    private @Nullable HandlerMethod errorHandler(Throwable failure) {
        return errors.stream()
                .filter(method -> failure instanceof EventRefused
                        ? method.failureType() == EventRefused.class
                        : method.failureType().isInstance(failure))
                .findFirst()
                .orElse(null);
    }

    private static void rethrow(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
