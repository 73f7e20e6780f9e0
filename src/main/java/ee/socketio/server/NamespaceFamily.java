package ee.socketio.server;

import ee.socketio.Socket;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;

/** All namespaces whose names fit; each of them has the family's handlers ahead of its own. */
final class NamespaceFamily extends AbstractNamespace {
    private final Predicate<String> names;
    private final Collection<ServerNamespace> children = new CopyOnWriteArraySet<>();
    private final ServerBroadcast everyone = broadcast(() -> children);

    NamespaceFamily(SocketServer server, String name, Predicate<String> names) {
        super(server, name);
        this.names = names;
    }

    /** Whether it takes a name; a predicate that throws does not. */
    boolean fits(String namespace) {
        try {
            return names.test(namespace);
        } catch (RuntimeException e) {
            server().failureLog().log("SIO-0210 The predicate of a namespace family failed", e);
            return false;
        }
    }

    void add(ServerNamespace child) {
        children.add(child);
    }

    void remove(ServerNamespace child) {
        children.remove(child);
    }

    @Override
    ServerBroadcast everyone() {
        return everyone;
    }

    @Override
    public Optional<Socket> socket(String id) {
        return children.stream().flatMap(child -> child.socket(id).stream()).findFirst();
    }
}
