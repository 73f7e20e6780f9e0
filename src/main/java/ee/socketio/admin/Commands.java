package ee.socketio.admin;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Event;
import ee.socketio.EventRefused;
import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.Socket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page may have done to sockets of any namespace. The first argument of each command names the namespace, the
 * <i>filter</i> a room or a socket; without one all sockets are meant.
 */
final class Commands {
    private final NamespaceRegistry namespaces;

    Commands(NamespaceRegistry namespaces) {
        this.namespaces = namespaces;
    }

    /** What a command does, where it may be given. */
    private Map<String, Socket.Listener> all() {
        return Map.of("emit", this::emit, "join", this::join, "leave", this::leave, "_disconnect", this::disconnect);
    }

    /** Takes commands from a page. */
    void takeFrom(Socket page) {
        all().forEach((name, command) -> page.on(name, event -> {
            try {
                command.received(event);
            } catch (IllegalArgumentException misfit) {
                throw new EventRefused(String.valueOf(misfit.getMessage()));
            }
        }));
    }

    /** Takes none. */
    void refuseFrom(Socket page) {
        all().keySet()
                .forEach(name -> page.on(name, event -> {
                    throw new EventRefused("the page may change nothing");
                }));
    }

    /** {@code nsp, filter, event, ...args}. */
    private void emit(Event command) {
        Arguments arguments = command.arguments();
        @Nullable Object[] values = new Object[Math.max(0, arguments.size() - 3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i + 3, Object.class);
        }
        target(arguments, 1).emit(text(arguments, 2, "event"), values);
    }

    /** {@code nsp, room, filter}. */
    private void join(Event command) {
        Arguments arguments = command.arguments();
        target(arguments, 2).socketsJoin(text(arguments, 1, "room"));
    }

    /** {@code nsp, room, filter}. */
    private void leave(Event command) {
        Arguments arguments = command.arguments();
        target(arguments, 2).socketsLeave(text(arguments, 1, "room"));
    }

    /** {@code nsp, close, filter}. */
    private void disconnect(Event command) {
        Arguments arguments = command.arguments();
        boolean close = Boolean.TRUE.equals(arguments.get(1, Boolean.class));
        target(arguments, 2).disconnectSockets(close);
    }

    /** A namespace that does not exist is not made. */
    private BroadcastOperator target(Arguments arguments, int filter) {
        String name = text(arguments, 0, "namespace");
        Namespace namespace =
                namespaces.find(name).orElseThrow(() -> new EventRefused("namespace: " + name + " does not exist"));
        String room = arguments.get(filter, String.class);
        return room == null || room.isEmpty() ? namespace : namespace.to(room);
    }

    private static String text(Arguments arguments, int index, String what) {
        String text = arguments.get(index, String.class);
        if (text == null || text.isEmpty()) {
            throw new EventRefused(what + ": missing");
        }
        return text;
    }
}
