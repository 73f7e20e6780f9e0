package ee.socketio;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All namespaces of one application: the entry to the server.
 *
 * <p>One application-scoped instance exists per deployed application; inject it wherever events are to be sent from
 * (JAX-RS resources, timers, message listeners):
 *
 * <pre>{@code
 * @Inject NamespaceRegistry namespaces;
 * …
 * namespaces.of("/dcenter").emit("dcenter", Map.of("data", "test message!"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface NamespaceRegistry {

    /**
     * The namespace of that name, created if it does not exist yet. From then on clients may connect to it.
     *
     * @param name with or without the leading slash; {@code ""} means {@code "/"}
     * @return always the same instance for the same name
     */
    Namespace of(String name);

    /**
     * Namespaces that come into being when a client asks for one whose name fits, and go with their last socket. The
     * names are asked in the order of these calls. A namespace that exists already stays as it is; one that
     * {@link #of(String)} creates later belongs to them, too, if its name fits.
     *
     * <pre>{@code
     * namespaces.of(Pattern.compile("/room-\\d+").asMatchPredicate())
     *         .onConnect(socket -> socket.emit("welcome", socket.namespace().name()));
     * }</pre>
     *
     * @param names called with the leading slash on a container's thread, so it must not block
     * @return stands for all of them: what is registered there affects each, and as an operator it addresses the
     *     sockets of all
     */
    Namespace of(Predicate<String> names);

    /**
     * The namespace of that name, if it exists.
     *
     * @param name as in {@link #of(String)}
     */
    Optional<Namespace> find(String name);

    /** The namespaces that exist, in no particular order; a snapshot. */
    Collection<Namespace> namespaces();

    /**
     * Adds a listener that is told of each namespace that comes into being, {@code /} excepted, before its first
     * socket.
     *
     * @return this registry
     */
    NamespaceRegistry onNewNamespace(Consumer<Namespace> listener);

    /**
     * Adds a handler for the failures in all namespaces that have none of their own; without any they are logged.
     *
     * @return this registry
     */
    NamespaceRegistry onError(Namespace.ErrorHandler handler);

    /** How many connections there are to this node, those that belong to no namespace included. */
    int clientsCount();
}
