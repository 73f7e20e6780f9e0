package ee.socketio.bench;

import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NonBlocking;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import org.jspecify.annotations.Nullable;

/** What the load generator expects of a server: its events, answered as a user would write it. */
@NamespaceEndpoint("/")
public class Bench {

    /** Sends back what came. */
    @NonBlocking
    @OnEvent
    public void echo(Socket socket, @Nullable Object data) {
        socket.emit("echo", data);
    }

    /** Acknowledges with what came. */
    @NonBlocking
    @OnEvent
    public @Nullable Object ack(@Nullable Object data) {
        return data;
    }

    /** Sends what came to everybody. */
    @NonBlocking
    @OnEvent
    public void broadcast(Namespace namespace, @Nullable Object data) {
        namespace.emit("broadcast", data);
    }

    /** Enters a room. */
    @OnEvent
    public void join(Socket socket, String room) {
        socket.join(room);
    }

    /** Sends what came to a room. */
    @NonBlocking
    @OnEvent
    public void room(Namespace namespace, String room, @Nullable Object data) {
        namespace.to(room).emit("room", data);
    }
}
