package ee.socketio.it.beans;

import ee.socketio.Connected;
import ee.socketio.InNamespace;
import ee.socketio.Joined;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnEvent;
import ee.socketio.PathParam;
import ee.socketio.Socket;
import ee.socketio.SocketEvent;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

/** Counts for each socket from where its namespace says. */
@NamespaceEndpoint("/counting/{from}")
public class Counting {
    @Inject
    Count count;

    @Inject
    @InNamespace("/counting/{from}")
    Namespace everywhere;

    @Inject
    BeanManager manager;

    @OnConnect
    void connected(Socket socket, @PathParam("from") int from) {
        count.start(from);
        socket.join("counters");
    }

    @OnEvent
    int next() {
        return count.next();
    }

    @OnEvent
    int destroyed() {
        return Count.DESTROYED.get();
    }

    /** Whether a request context is active. */
    @OnEvent("in_request")
    boolean inRequest() {
        try {
            return manager.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException none) {
            return false;
        }
    }

    @OnEvent("tell_all")
    void tellAll(String what) {
        everywhere.emit("told", what);
    }

    void connected(@Observes @Connected SocketEvent event) {
        if (event.socket().namespace().name().startsWith("/counting")) {
            event.socket().emit("connected", count.next());
        }
    }

    void joined(@Observes @Joined SocketEvent event) {
        event.socket().emit("joined", event.room().orElseThrow(), count.next());
    }
}
